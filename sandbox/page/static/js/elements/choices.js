// Radio buttons and check boxes.

import { h } from "../core/dom.js";
import { textOf } from "../text/mrkdwn.js";
import { choose, marks } from "./reporting.js";

export function RadioButtons(props, self) {
  const { surface, block, element, field } = props;
  const chosen = surface.value(block.block_id, element)?.value;
  return group(
    props,
    "radiogroup",
    (element.options ?? []).map((option) =>
      choice(option, surface.app, {
        type: "radio",
        name: `${field?.id ?? block.block_id}-${element.action_id}`,
        checked: option.value === chosen,
        onchange: () => choose(props, self, option),
      }),
    ),
  );
}

export function Checkboxes(props, self) {
  const { surface, block, element } = props;
  const chosen = surface.value(block.block_id, element) ?? [];
  const has = (option) => chosen.some((other) => other.value === option.value);
  const toggled = (option) =>
    (element.options ?? []).filter((other) => (other.value === option.value ? !has(option) : has(other)));
  return group(
    props,
    "group",
    (element.options ?? []).map((option) =>
      choice(option, surface.app, {
        type: "checkbox",
        checked: has(option),
        onchange: () => choose(props, self, toggled(option)),
      }),
    ),
  );
}

function group({ block, element, field }, role, choices) {
  return h(
    "div",
    {
      class: "choices",
      role,
      "aria-labelledby": field?.labelId,
      data: marks(block, element),
      ...field?.aria,
      id: field?.id,
    },
    choices,
  );
}

function choice(option, app, props) {
  return h(
    "label",
    { key: option.value, class: "choice" },
    h("input", props),
    h(
      "span",
      { class: "choice-text" },
      textOf(option.text, app),
      option.description && h("small", null, textOf(option.description, app)),
    ),
  );
}
