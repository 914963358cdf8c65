// What a person has typed and chosen on one surface (a modal, a Home, a message), keyed by block_id and action_id.
// Values are kept in Slack's own shape, so a Form's `state()` is what the app receives as `state.values`.

const SELECTS = {
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  radio_buttons: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  rich_text_input: ["rich_text_value", "initial_value"],
  file_input: ["files", "initial_files"],
};
const LISTS = new Set([
  "selected_options",
  "selected_users",
  "selected_conversations",
  "selected_channels",
  "files",
]);

/** The name under which Slack reports what was chosen in an element of this type, or null where nothing is kept. */
export const valueField = (type) => SELECTS[type]?.[0] ?? null;

const emptyValue = (field) => (LISTS.has(field) ? [] : null);

export class Form {
  constructor() {
    this.values = new Map();
    this.touched = new Set();
  }

  key(blockId, element) {
    return `${blockId}\u0000${element.action_id}`;
  }

  /** What the element shows now. Until the person touches it, that is what the server or the app says. */
  get(blockId, element, fromServer = null) {
    const key = this.key(blockId, element);
    const field = valueField(element.type);
    const kept = this.values.get(key);
    if (this.touched.has(key) && kept?.type === element.type) return kept[field];
    const said =
      fromServer?.type === element.type || fromServer?.[field] !== undefined ? fromServer[field] : undefined;
    const value =
      said !== undefined && said !== null
        ? said
        : kept?.type === element.type
          ? kept[field]
          : initial(element, field);
    this.values.set(key, { type: element.type, [field]: value ?? emptyValue(field) });
    return this.values.get(key)[field];
  }

  set(blockId, element, value) {
    const key = this.key(blockId, element);
    this.touched.add(key);
    this.values.set(key, { type: element.type, [valueField(element.type)]: value });
  }

  isTouched(blockId, element) {
    return this.touched.has(this.key(blockId, element));
  }

  /** Forgets what belongs to blocks that are no longer there. */
  keepOnly(keys) {
    for (const key of [...this.values.keys()]) {
      if (keys.has(key)) continue;
      this.values.delete(key);
      this.touched.delete(key);
    }
  }

  /** All values in Slack's shape, save files, which `files()` has. */
  state() {
    const state = {};
    for (const [key, value] of this.values) {
      const [blockId, actionId] = key.split("\u0000");
      if (value.type === "file_input") continue;
      state[blockId] = { ...state[blockId], [actionId]: value };
    }
    return state;
  }

  /** The files chosen, by block_id. */
  files() {
    const chosen = [...this.values].filter(([, value]) => value.type === "file_input" && value.files.length);
    return Object.fromEntries(chosen.map(([key, value]) => [key.split("\u0000")[0], value.files]));
  }
}

function initial(element, field) {
  const value = element[SELECTS[element.type][1]];
  if (element.type === "conversations_select" && !value) return null;
  return value ?? emptyValue(field);
}

/** Every element of `blocks` that keeps a value, with the block it stands in. */
export function inputsOf(blocks) {
  const found = [];
  for (const block of blocks ?? []) {
    const elements = [
      block.element,
      block.accessory,
      ...(block.type === "actions" ? (block.elements ?? []) : []),
    ];
    for (const element of elements) if (element && valueField(element.type)) found.push({ block, element });
  }
  return found;
}
