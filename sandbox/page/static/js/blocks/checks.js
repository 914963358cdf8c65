// What Slack checks before a submission is sent to the app, with the words it uses.

import { readable } from "../elements/text.js";

const REQUIRED = "Please complete this required field.";

const isEmpty = (value) =>
  value === null ||
  value === undefined ||
  value === "" ||
  (Array.isArray(value) && !value.length) ||
  ((typeof value === "string" || value.type === "rich_text") && readable(value).trim() === "");

function numberError(element, text) {
  const pattern = element.is_decimal_allowed ? /^-?\d*\.?\d+$/ : /^-?\d+$/;
  if (!pattern.test(text))
    return element.is_decimal_allowed ? "Please enter a number." : "Please enter a whole number.";
  const number = Number(text);
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Must be ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Must be ${element.max_value} or less.`;
  return null;
}

function lengthError(element, text) {
  const length = [...text].length;
  if (element.max_length && length > element.max_length)
    return `Must be ${element.max_length} characters or fewer.`;
  if (element.min_length && length < element.min_length)
    return `Must be at least ${element.min_length} characters.`;
  return null;
}

const CHECKS = {
  number_input: numberError,
  email_text_input: (_element, text) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : "Please enter a valid email address.",
  url_text_input: (_element, text) =>
    /^https?:\/\/[^\s/]+\.[^\s]+|^https?:\/\/localhost/i.test(text) ? null : "Please enter a valid URL.",
  plain_text_input: lengthError,
};

/** The errors of a form by block_id; an empty map where it can be sent. */
export function formErrors(surface) {
  const errors = new Map();
  for (const block of surface.blocks) {
    if (block.type !== "input" || !block.element) continue;
    const value = surface.value(block.block_id, block.element);
    if (isEmpty(value)) {
      if (!block.optional) errors.set(block.block_id, REQUIRED);
      continue;
    }
    const error = CHECKS[block.element.type]?.(block.element, readable(value));
    if (error) errors.set(block.block_id, error);
  }
  return errors;
}
