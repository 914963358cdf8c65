// A month to choose a day from. Days are `2026-11-22` strings throughout; no time zone can shift them.

import { h } from "../core/dom.js";
import { icon } from "../parts/icons.js";

const WEEKDAYS = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
const iso = (date) => date.toISOString().slice(0, 10);
const day = (text) => new Date(`${text}T00:00:00Z`);
const shifted = (text, days) => iso(new Date(day(text).getTime() + days * 86400000));
const title = (date, options) =>
  new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(date);

function monthsOn(text, months) {
  const date = day(`${text.slice(0, 7)}-01`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return iso(date);
}

export function Calendar({ chosen, today, onpick }, self) {
  self.state.focus ??= chosen ?? today;
  const first = day(`${self.state.focus.slice(0, 7)}-01`);
  const start = shifted(iso(first), -first.getUTCDay());
  const show = (text) => {
    self.state.focus = text;
    self.refresh();
  };
  const walk = (event) => {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    if (days === undefined && months === undefined) return;
    event.preventDefault();
    const grid = event.currentTarget;
    show(days === undefined ? monthsOn(self.state.focus, months) : shifted(self.state.focus, days));
    grid.querySelector("[data-start]")?.focus();
  };
  const cell = (text) =>
    h(
      "button",
      {
        key: text,
        type: "button",
        onclick: () => onpick(text),
        onpointerdown: (event) => event.preventDefault(),
        tabindex: text === self.state.focus ? 0 : -1,
        "data-start": text === self.state.focus,
        "aria-pressed": text === chosen,
        "aria-current": text === today ? "date" : undefined,
        "aria-label": title(day(text), { weekday: "long", month: "long", day: "numeric", year: "numeric" }),
        class: text.slice(0, 7) === self.state.focus.slice(0, 7) ? "day" : "day day-other",
      },
      Number(text.slice(8)),
    );
  const turn = (months, label, name) =>
    h(
      "button",
      {
        type: "button",
        class: "button-quiet",
        "aria-label": label,
        onclick: () => show(monthsOn(self.state.focus, months)),
        onpointerdown: (event) => event.preventDefault(),
      },
      icon(name, 16),
    );
  return h(
    "div",
    { class: "calendar" },
    h(
      "div",
      { class: "calendar-head" },
      turn(-1, "Previous month", "back"),
      h("strong", { "aria-live": "polite" }, title(first, { month: "long", year: "numeric" })),
      turn(1, "Next month", "forward"),
    ),
    h(
      "div",
      { class: "calendar-week", "aria-hidden": "true" },
      WEEKDAYS.map((name) => h("span", null, name)),
    ),
    h(
      "div",
      { class: "calendar-days", onkeydown: walk },
      Array.from({ length: 42 }, (_, index) => cell(shifted(start, index))),
    ),
  );
}
