// When an element tells the app: at once outside input blocks, and in them only where `dispatch_action` asks for it.

/** True where a choice in this block is reported to the app as soon as it is made. */
export const reportsAtOnce = (block) =>
  block.type !== "input" || (Boolean(block.dispatch_action) && block.element?.type !== "file_input");

/** When a text in this block is reported: on Enter, on each character, or never. */
export function textTriggers(block, element) {
  if (!reportsAtOnce(block)) return new Set();
  return new Set(element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]);
}

/** Keeps a choice and, where the block asks for it, reports it; declined, the old one is put back. */
export async function choose({ surface, block, element }, self, value) {
  const before = surface.value(block.block_id, element);
  surface.set(block.block_id, element, value);
  self.refresh();
  if (!reportsAtOnce(block)) return;
  if (element.confirm && !(await surface.app.words.confirm(element.confirm))) {
    surface.set(block.block_id, element, before);
    self.refresh();
    return;
  }
  await underWay(self, () => surface.report(block.block_id, element));
}

/** Runs `work` once at a time for this component, which shows meanwhile that it is busy. */
export async function underWay(self, work) {
  if (self.state.busy) return;
  self.state.busy = true;
  self.refresh();
  try {
    await work();
  } finally {
    self.state.busy = false;
    self.refresh();
  }
}

/** The attributes by which tests and the focus on errors find an element. */
export const marks = (block, element) => ({ actionId: element.action_id, blockId: block.block_id });
