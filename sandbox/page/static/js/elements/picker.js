// The list behind every select: search, groups, one or several choices, all by keyboard.

import { h } from "../core/dom.js";
import { icon } from "../parts/icons.js";
import { opener, Popover } from "./popover.js";

const SEARCH_FROM = 8; // shorter lists hide the search field until something is typed
let ids = 0;

/**
 * A trigger and its list. `groups` is `[{label, options: [{key, text, description, node}]}]` or, for options
 * that come from the app, `suggest(typed)` gives a promise of it once `least` characters are typed. `chosen` are
 * the options chosen now; `onchoose` gets the new list.
 */
export function Picker(props, self) {
  const list = opener(self);
  self.state.id ??= `picker-${(ids += 1)}`;
  self.state.typed ??= "";
  const open = () => {
    Object.assign(self.state, { typed: "", active: 0, found: null });
    list.open();
    if (props.suggest) ask(props, self, "");
  };
  return h(
    "div",
    { class: "holder holder-wide" },
    props.multi ? multiTrigger(props, self, list, open) : singleTrigger(props, self, list, open),
    list.isOpen && panel(props, self, list),
  );
}

function triggerProps(props, self, list, open) {
  return {
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": list.isOpen,
    "aria-controls": list.isOpen ? self.state.id : undefined,
    "aria-label": props.field?.id ? undefined : props.placeholder,
    "aria-busy": props.busy ? "true" : undefined,
    id: props.field?.id,
    data: props.marks,
    mounted: list.hold,
    ...props.field?.aria,
    onclick: () => (list.isOpen ? list.close() : open()),
    onkeydown: (event) => {
      if (list.isOpen || event.altKey || event.metaKey || event.ctrlKey) return;
      const letter = event.key.length === 1 && event.key !== " ";
      if (!letter && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      open();
      if (letter) search(props, self, event.key);
    },
  };
}

function singleTrigger(props, self, list, open) {
  const [chosen] = props.chosen;
  return h(
    "button",
    {
      type: "button",
      class: `select${props.compact ? " select-compact" : ""}`,
      ...triggerProps(props, self, list, open),
    },
    h(
      "span",
      { class: chosen ? "select-value" : "select-placeholder" },
      chosen ? chosen.text : props.placeholder,
    ),
    props.busy ? h("span", { class: "spinner" }) : icon("chevron", 16),
  );
}

function multiTrigger(props, self, list, open) {
  const remove = (option) => props.onchoose(props.chosen.filter((other) => other.key !== option.key));
  return h(
    "div",
    { class: `select select-multi${props.compact ? " select-compact" : ""}` },
    props.chosen.map((option) =>
      h(
        "span",
        { key: option.key, class: "chip" },
        option.text,
        h(
          "button",
          {
            type: "button",
            class: "chip-remove",
            "aria-label": `Remove ${option.text}`,
            onclick: () => remove(option),
          },
          icon("close", 12),
        ),
      ),
    ),
    h(
      "button",
      { key: "trigger", type: "button", class: "select-more", ...triggerProps(props, self, list, open) },
      h("span", { class: "select-placeholder" }, props.chosen.length ? "Add more" : props.placeholder),
      icon("chevron", 16),
    ),
  );
}

function shownGroups(props, self) {
  if (props.suggest) return self.state.found ?? [];
  const typed = self.state.typed.trim().toLowerCase();
  if (!typed) return props.groups;
  return props.groups
    .map((group) => ({
      ...group,
      options: group.options.filter((option) =>
        `${option.text} ${option.description ?? ""}`.toLowerCase().includes(typed),
      ),
    }))
    .filter((group) => group.options.length);
}

function search(props, self, typed) {
  Object.assign(self.state, { typed, active: 0 });
  self.refresh();
  if (props.suggest) ask(props, self, typed);
}

/** Asks the app for options after a short pause; only the newest answer counts. */
function ask(props, self, typed) {
  clearTimeout(self.state.timer);
  const turn = (self.state.turn = (self.state.turn ?? 0) + 1);
  if (typed.length < props.least) {
    self.state.found = null;
    self.state.asking = false;
    return self.refresh();
  }
  self.state.asking = true;
  self.refresh();
  self.state.timer = setTimeout(
    async () => {
      const found = await props.suggest(typed);
      if (self.state.turn !== turn) return;
      Object.assign(self.state, { found, asking: false, active: 0 });
      self.refresh();
    },
    typed ? 200 : 0,
  );
}

function panel(props, self, list) {
  const groups = shownGroups(props, self);
  const flat = groups.flatMap((group) => group.options);
  const active = Math.min(self.state.active ?? 0, flat.length - 1);
  const pick = (option) => {
    if (!props.multi) {
      list.close();
      return props.onchoose([option]);
    }
    const has = props.chosen.some((other) => other.key === option.key);
    if (!has && props.most && props.chosen.length >= props.most) return undefined;
    return props.onchoose(
      has ? props.chosen.filter((other) => other.key !== option.key) : [...props.chosen, option],
    );
  };
  const keys = (event) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }[
      event.key
    ];
    if (to !== undefined) {
      event.preventDefault();
      self.state.active = Math.max(0, Math.min(to, flat.length - 1));
      self.refresh();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (flat[active]) pick(flat[active]);
    } else if (event.key === "Tab") list.close();
  };
  const all = props.suggest
    ? SEARCH_FROM
    : props.groups.reduce((sum, group) => sum + group.options.length, 0);
  const hidden = all < SEARCH_FROM && !self.state.typed;
  const searchField = h("input", {
    key: "search",
    type: "text",
    class: hidden ? "picker-search visually-hidden" : "picker-search",
    "data-first": true,
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": self.state.id,
    "aria-label": "Search options",
    placeholder: "Search",
    autocomplete: "off",
    value: self.state.typed,
    "aria-activedescendant": flat.length ? `${self.state.id}-${active}` : undefined,
    onkeydown: keys,
    oninput: (event) => search(props, self, event.target.value),
  });
  return h(
    Popover,
    {
      anchor: () => list.anchor()?.closest(".select-multi") ?? list.anchor(),
      wide: true,
      class: "picker",
      onclose: () => list.close(),
    },
    searchField,
    h(
      "div",
      {
        key: "list",
        class: "picker-list",
        id: self.state.id,
        role: "listbox",
        "aria-label": props.placeholder,
        "aria-multiselectable": props.multi ? "true" : undefined,
      },
      rows(groups, active, props, self, pick),
      !flat.length && h("div", { class: "picker-empty" }, emptyText(props, self)),
    ),
    props.multi &&
      props.most &&
      h("div", { key: "most", class: "picker-foot" }, `${props.chosen.length} of at most ${props.most}`),
  );
}

function emptyText(props, self) {
  if (self.state.asking) return "Searching…";
  if (props.suggest && !self.state.found) return `Type ${props.least} or more letters`;
  return "Nothing found";
}

function rows(groups, active, props, self, pick) {
  let at = -1;
  return groups.flatMap((group, index) => [
    group.label &&
      h("div", { key: `group-${index}`, class: "picker-group", role: "presentation" }, group.label),
    ...group.options.map((option) => {
      at += 1;
      const chosen = props.chosen.some((other) => other.key === option.key);
      return h(
        "div",
        {
          key: `${index}-${option.key}`,
          id: `${self.state.id}-${at}`,
          role: "option",
          "aria-selected": chosen,
          class: at === active ? "option option-active" : "option",
          patched: at === active ? (el) => el.scrollIntoView({ block: "nearest" }) : undefined,
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => pick(option),
        },
        option.node,
        h(
          "span",
          { class: "option-text" },
          option.text,
          option.description && h("small", null, option.description),
        ),
        chosen && icon("check", 16),
      );
    }),
  ]);
}
