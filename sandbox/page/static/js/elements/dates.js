// Date and time pickers: a field one can type in, with a calendar or a list of times below it.

import { h } from "../core/dom.js";
import { isoDay, isoTime, momentOf, readableDay, readableTime } from "../core/time.js";
import { icon } from "../parts/icons.js";
import { plainString } from "../text/mrkdwn.js";
import { Calendar } from "./calendar.js";
import { opener, Popover } from "./popover.js";
import { choose, marks } from "./reporting.js";

export function DatePicker(props, self) {
  const { surface, block, element, field } = props;
  return h(
    "div",
    { class: "when", data: marks(block, element) },
    h(DayField, {
      value: surface.value(block.block_id, element),
      zone: surface.app.me.tz,
      field,
      placeholder: plainString(element.placeholder) || "Choose a date",
      onpick: (day) => choose(props, self, day),
    }),
  );
}

export function TimePicker(props, self) {
  const { surface, block, element, field } = props;
  return h(
    "div",
    { class: "when", data: marks(block, element) },
    h(TimeField, {
      value: surface.value(block.block_id, element),
      field,
      placeholder: plainString(element.placeholder) || "Choose a time",
      onpick: (time) => choose(props, self, time),
    }),
    element.timezone && h("span", { class: "when-zone" }, element.timezone.replace(/_/g, " ")),
  );
}

export function DateTimePicker(props, self) {
  const { surface, block, element, field } = props;
  const zone = surface.app.me.tz;
  const moment = surface.value(block.block_id, element);
  const day = moment ? isoDay(moment, zone) : (self.state.day ?? null);
  const time = moment ? isoTime(moment, zone) : (self.state.time ?? null);
  // Slack reports a moment only once both halves are known.
  const pick = (half) => {
    Object.assign(self.state, { day, time, ...half });
    const both = self.state.day && self.state.time;
    if (both) choose(props, self, momentOf(self.state.day, self.state.time, zone));
    else self.refresh();
  };
  const name = field?.labelText ?? "";
  return h(
    "div",
    { class: "when", data: marks(block, element) },
    h(DayField, {
      value: day,
      zone,
      field,
      placeholder: "Choose a date",
      onpick: (value) => pick({ day: value }),
    }),
    h(TimeField, {
      value: time,
      field: { aria: { ...field?.aria, "aria-label": `${name} time`.trim() } },
      placeholder: "Choose a time",
      onpick: (value) => pick({ time: value }),
    }),
  );
}

/** A text field that opens a panel; what is typed counts once the field is left or Enter is pressed. */
function typedField({ shown, placeholder, field, name, read, onpick, panel, list }, self) {
  const commit = (event) => {
    const value = read(event.target.value.trim());
    self.state.draft = null;
    if (value && value !== self.state.committed) onpick(value);
    self.refresh();
  };
  const keys = (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      commit(event);
      list.close();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      if (!list.isOpen) list.open();
      self.state.anchor.parentElement.querySelector("[data-start]")?.focus();
    } else if (event.key === "Tab") list.close({ refocus: false });
  };
  return h(
    "span",
    { class: "holder when-field" },
    h("input", {
      type: "text",
      class: "input input-when",
      id: field?.id,
      value: self.state.draft ?? shown,
      placeholder,
      autocomplete: "off",
      mounted: list.hold,
      "aria-label": field?.id ? undefined : placeholder,
      "aria-haspopup": "dialog",
      "aria-expanded": list.isOpen,
      ...field?.aria,
      onclick: () => !list.isOpen && list.open(),
      onkeydown: keys,
      onblur: commit,
      oninput: (event) => {
        self.state.draft = event.target.value;
        self.refresh();
      },
    }),
    h("span", { class: "input-icon" }, icon(name, 16)),
    list.isOpen && panel,
  );
}

function DayField({ value, zone, field, placeholder, onpick }, self) {
  const list = opener(self);
  self.state.committed = value;
  const pick = (day) => {
    list.close();
    onpick(day);
  };
  const panel = h(
    Popover,
    {
      anchor: list.anchor,
      role: "dialog",
      "aria-label": "Calendar",
      class: "calendar-panel",
      onclose: () => list.close(),
    },
    h(Calendar, { chosen: value, today: isoDay(Date.now() / 1000, zone), onpick: pick }),
  );
  return typedField(
    {
      shown: value ? readableDay(value) : "",
      placeholder,
      field,
      name: "calendar",
      read: readDay,
      onpick,
      panel,
      list,
    },
    self,
  );
}

/** A day written `2026-12-01` or as words (`Dec 1, 2026`), as `2026-12-01`; null where it is no day. */
export function readDay(typed) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return Number.isNaN(Date.parse(typed)) ? null : typed;
  const moment = Date.parse(`${typed} 12:00 UTC`);
  return !/\d{4}/.test(typed) || Number.isNaN(moment) ? null : new Date(moment).toISOString().slice(0, 10);
}

/** A time written `14:05`, `2:05 pm` or `2pm`, as `14:05`; null where it is no time. */
export function readTime(typed) {
  const found = typed.match(/^(\d{1,2})(?::(\d{2}))?\s*([ap])?\.?m?\.?$/i);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const hour = half ? (Number(found[1]) % 12) + (half === "p" ? 12 : 0) : Number(found[1]);
  const minute = Number(found[2] ?? 0);
  return hour > 23 || minute > 59
    ? null
    : `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, index) => `${String(index >> 1).padStart(2, "0")}:${index % 2 ? "30" : "00"}`,
);

function TimeField({ value, field, placeholder, onpick }, self) {
  const list = opener(self);
  self.state.committed = value;
  const pick = (time) => {
    self.state.draft = null;
    list.close();
    onpick(time);
  };
  const near = value ?? "09:00";
  const keys = (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    document.activeElement[step]?.focus();
  };
  const panel = h(
    Popover,
    {
      anchor: list.anchor,
      role: "listbox",
      "aria-label": "Times",
      class: "times",
      onclose: () => list.close(),
      onkeydown: keys,
    },
    HALF_HOURS.map((time) =>
      h(
        "button",
        {
          key: time,
          type: "button",
          role: "option",
          "aria-selected": time === value,
          class: "option",
          "data-start": time.slice(0, 2) === near.slice(0, 2) && time.endsWith("00"),
          mounted:
            time.slice(0, 2) === near.slice(0, 2) && time.endsWith("00")
              ? (el) => setTimeout(() => el.scrollIntoView({ block: "center" }))
              : undefined,
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => pick(time),
        },
        readableTime(time),
      ),
    ),
  );
  return typedField(
    {
      shown: value ? readableTime(value) : "",
      placeholder,
      field,
      name: "clock",
      read: readTime,
      onpick,
      panel,
      list,
    },
    self,
  );
}
