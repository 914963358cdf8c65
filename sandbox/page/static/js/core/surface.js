// A place where an app's blocks stand and can be acted on: a message, a modal or a Home.

import { Form, inputsOf, valueField } from "./forms.js";

/**
 * Ties blocks to what is typed in them and to the acts that report it. One Surface lives as long as its message
 * or view, so what was typed survives an update and a view pushed on top.
 */
export class Surface {
  constructor(app, where, number) {
    this.app = app;
    this.number = number; // tells this surface's fields from those of others in the document
    this.where = where; // {channel, ts} | {view} | {home: true}
    this.form = new Form();
    this.blocks = [];
    this.serverState = {};
    this.local = new Map(); // errors found here before anything is sent, by block_id
    this.refused = {}; // errors of the last submission, by block_id
    this.mended = new Set(); // blocks changed since that submission
    this.onEnter = undefined;
  }

  /** Takes the blocks as they are now. Values of vanished blocks are forgotten. */
  take(blocks, serverState = {}) {
    if (blocks === this.blocks && serverState === this.serverState) return this;
    this.blocks = blocks ?? [];
    this.serverState = serverState;
    const inputs = inputsOf(this.blocks);
    this.form.keepOnly(new Set(inputs.map(({ block, element }) => this.form.key(block.block_id, element))));
    for (const { block, element } of inputs) this.value(block.block_id, element);
    return this;
  }

  errorOf(blockId) {
    return this.local.get(blockId) ?? (this.mended.has(blockId) ? null : this.refused[blockId]) ?? null;
  }

  value(blockId, element) {
    return this.form.get(blockId, element, this.serverState?.[blockId]?.[element.action_id]);
  }

  /** Takes the errors of a submission; each stands until its field is changed. */
  refuse(errors) {
    this.refused = errors;
    this.mended = new Set();
  }

  set(blockId, element, value) {
    this.form.set(blockId, element, value);
    if (!this.errorOf(blockId)) return;
    this.local.delete(blockId);
    this.mended.add(blockId);
    this.app.draw();
  }

  /** Reports an action with all that is typed so far. `extra` is what it carries (`selected_option`, `value` …). */
  click(blockId, element, extra = {}) {
    const action = { type: element.type, block_id: blockId, action_id: element.action_id, ...extra };
    if (element.text) action.text = element.text;
    if (element.placeholder) action.placeholder = element.placeholder;
    return (this.app.reported = this.app.act({
      do: "click",
      ...this.where,
      block_id: blockId,
      action_id: element.action_id,
      action,
      state: this.form.state(),
    }));
  }

  /** Reports what is chosen in an element that keeps a value. */
  report(blockId, element) {
    const field = valueField(element.type);
    return this.click(blockId, element, { [field]: this.value(blockId, element) });
  }

  /** Sends a modal's form. Files travel as values, because the server has yet to keep them. */
  submit() {
    return this.app.act({ do: "submit", ...this.where, state: this.form.state(), values: this.form.files() });
  }

  suggest(blockId, element, value) {
    return this.app.act({
      do: "suggest",
      ...this.where,
      block_id: blockId,
      action_id: element.action_id,
      value,
    });
  }
}
