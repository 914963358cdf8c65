// Fields to type in. What is typed goes to the surface's form at each key; the app hears of it when the
// block asks for that.

import { h } from "../core/dom.js";
import { plainString } from "../text/mrkdwn.js";
import { marks, textTriggers } from "./reporting.js";

const PAUSE = 300; // ms without a key before on_character_entered reports
const MODES = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };

export function TextField({ surface, block, element, field }, self) {
  const value = readable(surface.value(block.block_id, element));
  const triggers = textTriggers(block, element);
  const report = () => {
    self.state.timer = clearTimeout(self.state.timer);
    surface.report(block.block_id, element);
  };
  const left = () => self.state.timer && report(); // who leaves a field is not waited for
  const multiline = element.multiline || element.type === "rich_text_input";
  const typed = (event) => {
    surface.set(block.block_id, element, stored(element, event.target.value));
    if (multiline) grow(event.target);
    if (element.max_length || element.min_length) self.refresh();
    if (!triggers.has("on_character_entered")) return;
    clearTimeout(self.state.timer);
    self.state.timer = setTimeout(report, PAUSE);
  };
  const pressed = (event) => {
    if (event.key !== "Enter" || event.isComposing || (multiline && !event.metaKey && !event.ctrlKey)) return;
    if (!triggers.has("on_enter_pressed")) return field?.onenter?.(event);
    event.preventDefault();
    report();
  };
  const gone = () => (self.state.timer = clearTimeout(self.state.timer)); // a form that was sent off or closed reports no more
  const props = {
    id: field?.id,
    class: `input${multiline ? " input-area" : ""}`,
    value,
    oninput: typed,
    onblur: left,
    onkeydown: pressed,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: plainString(element.placeholder),
    inputmode: MODES[element.type],
    data: marks(block, element),
    ...field?.aria,
  };
  if (!field?.id) props["aria-label"] = plainString(element.placeholder) || element.action_id;
  const input = multiline
    ? h("textarea", { ...props, rows: 3, mounted: grow, patched: grow, removed: gone })
    : h("input", { type: "text", ...props, removed: gone });
  return h("div", { class: "text-field" }, input, counter(element, value));
}

/** Makes an area as high as its text, up to the height the style sheet allows. */
function grow(area) {
  area.style.removeProperty("height");
  area.style.setProperty("height", `${area.scrollHeight + 2}px`);
}

function counter(element, value) {
  const length = [...value].length;
  const { max_length: most, min_length: least } = element;
  if (least && length && length < least)
    return h("span", { class: "counter" }, `${length} of at least ${least}`);
  if (!most || length < most * 0.75) return null;
  return h(
    "span",
    { class: length > most ? "counter counter-over" : "counter", "aria-live": "polite" },
    `${length} / ${most}`,
  );
}

/** A rich_text_input keeps a rich_text block; here it is written as plain text. */
function stored(element, typed) {
  if (element.type !== "rich_text_input") return typed === "" ? null : typed;
  if (typed === "") return null;
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text: typed }] }],
  };
}

export function readable(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  const within = (part) => part.text ?? part.url ?? (part.elements ?? []).map(within).join("");
  return (value.elements ?? []).map(within).join("\n");
}
