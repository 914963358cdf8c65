// The elements of Block Kit by their type.

import { h } from "../core/dom.js";
import { picture } from "../text/links.js";
import { Button, FeedbackButtons, IconButton, Overflow } from "./buttons.js";
import { Checkboxes, RadioButtons } from "./choices.js";
import { DatePicker, DateTimePicker, TimePicker } from "./dates.js";
import { FileInput } from "./files.js";
import { Select } from "./selects.js";
import { TextField } from "./text.js";

const SELECT_SOURCES = ["static", "external", "users", "conversations", "channels"];

const ELEMENTS = {
  button: Button,
  workflow_button: Button,
  overflow: Overflow,
  feedback_buttons: FeedbackButtons,
  icon_button: IconButton,
  plain_text_input: TextField,
  rich_text_input: TextField,
  number_input: TextField,
  email_text_input: TextField,
  url_text_input: TextField,
  datepicker: DatePicker,
  timepicker: TimePicker,
  datetimepicker: DateTimePicker,
  radio_buttons: RadioButtons,
  checkboxes: Checkboxes,
  file_input: FileInput,
  ...Object.fromEntries(
    SELECT_SOURCES.flatMap((source) => [
      [`${source}_select`, Select],
      [`multi_${source}_select`, Select],
    ]),
  ),
};

/** Elements that are a group of controls and so are named by reference rather than by a `for`. */
export const GROUPS = new Set(["radio_buttons", "checkboxes"]);

/** One element. `field` ties it to the label, hint and error of an input block. */
export function element(surface, block, item, field = null) {
  if (item.type === "image") return picture(imageUrl(item), item.alt_text, { class: "accessory-image" });
  const known = ELEMENTS[item.type];
  if (!known)
    return h("span", { class: "unknown", key: item.action_id }, `Element “${item.type}” is not shown here`);
  return h(known, { key: `${item.type}:${item.action_id}`, surface, block, element: item, field });
}

export const imageUrl = (item) =>
  item.image_url ??
  item.slack_file?.url ??
  (item.slack_file?.id ? `/files/${encodeURIComponent(item.slack_file.id)}` : "");
