// An input block: a label, one element, a hint, and the error the app or the page has found in it.

import { h } from "../core/dom.js";
import { element } from "../elements/index.js";
import { icon } from "../parts/icons.js";
import { plainString } from "../text/mrkdwn.js";

export function InputBlock({ surface, block, grouped }) {
  const base = `field-${surface.number}-${block.block_id}`.replace(/[^\w-]/g, "_");
  const error = surface.errorOf(block.block_id);
  const label = plainString(block.label);
  const described = [block.hint && `${base}-hint`, error && `${base}-error`].filter(Boolean).join(" ");
  const field = {
    id: base,
    labelId: `${base}-label`,
    labelText: label,
    onenter: surface.onEnter,
    aria: {
      "aria-describedby": described || undefined,
      "aria-invalid": error ? "true" : undefined,
      "aria-required": block.optional ? undefined : "true",
    },
  };
  return h(
    "div",
    { class: error ? "field field-wrong" : "field" },
    h(
      grouped ? "div" : "label",
      { class: "label", id: field.labelId, for: grouped ? undefined : base },
      label,
      block.optional && h("span", { class: "optional" }, " (optional)"),
    ),
    block.element && element(surface, block, block.element, field),
    error &&
      h(
        "div",
        { class: "error", id: `${base}-error`, role: "alert" },
        icon("warning", 14),
        h("span", null, error),
      ),
    block.hint && h("div", { class: "hint", id: `${base}-hint` }, plainString(block.hint)),
  );
}
