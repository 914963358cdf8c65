// Buttons, link buttons, overflow menus and the small buttons of context_actions.

import { h } from "../core/dom.js";
import { icon } from "../parts/icons.js";
import { isSafeLink } from "../text/links.js";
import { plainString } from "../text/mrkdwn.js";
import { menuItem, menuPanel, opener, opens } from "./popover.js";
import { marks, underWay } from "./reporting.js";

export function Button({ surface, block, element }, self) {
  const style = element.style === "primary" || element.style === "danger" ? ` button-${element.style}` : "";
  const press = async () => {
    if (self.state.busy) return;
    if (element.confirm && !(await surface.app.words.confirm(element.confirm))) return;
    await underWay(self, () =>
      surface.click(block.block_id, element, element.value === undefined ? {} : { value: element.value }),
    );
  };
  const props = {
    class: `button${style}`,
    data: marks(block, element),
    onclick: press,
    "aria-busy": self.state.busy ? "true" : undefined,
    "aria-label": element.accessibility_label,
  };
  const label = h("span", { class: "button-label" }, plainString(element.text));
  if (isSafeLink(element.url)) {
    return h(
      "a",
      { ...props, href: element.url, target: "_blank", rel: "noopener noreferrer" },
      label,
      icon("external", 14),
    );
  }
  return h("button", { ...props, type: "button" }, label, self.state.busy && h("span", { class: "spinner" }));
}

export function Overflow({ surface, block, element }, self) {
  const menu = opener(self);
  const pick = async (option) => {
    menu.close();
    if (isSafeLink(option.url)) open(option.url, "_blank", "noopener");
    if (element.confirm && !(await surface.app.words.confirm(element.confirm))) return;
    await underWay(self, () => surface.click(block.block_id, element, { selected_option: option }));
  };
  const items = (element.options ?? []).map((option, index) =>
    menuItem(
      option.value,
      index,
      () => pick(option),
      h(
        "span",
        { class: "menu-text" },
        plainString(option.text),
        option.description && h("small", null, plainString(option.description)),
      ),
    ),
  );
  return h(
    "span",
    { class: "holder" },
    h(
      "button",
      {
        ...opens(menu),
        class: "button button-icon",
        "aria-label": "More options",
        "aria-haspopup": "menu",
        "aria-busy": self.state.busy ? "true" : undefined,
        data: marks(block, element),
      },
      icon("dots", 18),
    ),
    menuPanel(menu, { align: "end" }, items),
  );
}

/** The thumbs of `feedback_buttons`; the one pressed last stays marked. */
export function FeedbackButtons({ surface, block, element }, self) {
  const thumb = (side, name) => {
    const part = element[`${side}_button`];
    const press = () => {
      self.state.given = side;
      underWay(self, () => surface.click(block.block_id, element, { text: part?.text, value: part?.value }));
    };
    return h(
      "button",
      {
        type: "button",
        class: "button button-small",
        "aria-pressed": self.state.given === side,
        onclick: press,
        "aria-label": part?.accessibility_label,
      },
      plainString(part?.text) || name,
    );
  };
  return h(
    "span",
    { class: "button-pair", data: marks(block, element) },
    thumb("positive", "Good"),
    thumb("negative", "Bad"),
  );
}

export function IconButton({ surface, block, element }, self) {
  const press = async () => {
    if (element.confirm && !(await surface.app.words.confirm(element.confirm))) return;
    await underWay(self, () => surface.click(block.block_id, element, { value: element.value }));
  };
  const name = element.accessibility_label ?? plainString(element.text);
  return h(
    "button",
    {
      type: "button",
      class: "button button-icon",
      "aria-label": name,
      title: name,
      onclick: press,
      data: marks(block, element),
    },
    icon(element.icon, 16),
  );
}
