// A small keyed renderer. Nodes that stay the same stay in the document, so focus, caret and scroll survive an update.
// Text reaches the document as text nodes only; there is no way in for markup.

const TEXT = Symbol("text");
const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect", "g"]);
const PROPERTIES = new Set(["value", "checked", "indeterminate", "inert", "disabled", "muted", "scrollTop"]);
const HOOKS = new Set(["mounted", "patched", "removed"]);

/** A virtual node. `props.key` ties it to the same node of the last rendering among its siblings. */
export function h(type, props, ...children) {
  const { key = null, ...rest } = props ?? {};
  return { type, key, props: rest, children: flatten(children, []), el: null, instance: null };
}

/** Marks a component that is drawn anew only when one of its props is another value. */
export function memo(component) {
  component.memo = true;
  return component;
}

function flatten(children, into) {
  for (const child of children) {
    if (Array.isArray(child)) flatten(child, into);
    else if (child === null || child === undefined || child === false || child === true) into.push(text(""));
    else into.push(typeof child === "object" ? child : text(String(child)));
  }
  return into;
}

const text = (value) => ({ type: TEXT, key: null, props: { value }, children: [], el: null, instance: null });

const waiting = [];
let depth = 0;

/** Runs `work`, then the `mounted` hooks of what it brought into the document. */
function batch(work) {
  depth += 1;
  try {
    return work();
  } finally {
    depth -= 1;
    if (depth === 0) while (waiting.length) waiting.shift()();
  }
}

/** Draws `node` into `container`, reusing what an earlier call left there. */
export function render(node, container) {
  batch(() => {
    const before = container.drawn ? [container.drawn] : [];
    if (!before.length) container.replaceChildren();
    patchChildren(container, before, [node]);
    container.drawn = node;
  });
}

/** What a component keeps between renderings: its `state`, and `refresh()` to draw itself alone. */
class Instance {
  constructor(node) {
    this.node = node;
    this.state = {};
    this.drawn = null;
    this.alive = true;
    this.onRemoved = null;
  }

  draw() {
    const { type, props, children } = this.node;
    return flatten([type({ ...props, children }, this)], [])[0];
  }

  refresh() {
    if (!this.alive) return;
    batch(() => {
      const next = this.draw();
      patch(this.drawn, next);
      this.drawn = next;
    });
  }
}

const elementOf = (node) => (node.instance ? elementOf(node.instance.drawn) : node.el);

function create(node, svg = false) {
  if (node.type === TEXT) {
    node.el = document.createTextNode(node.props.value);
    return node.el;
  }
  if (typeof node.type === "function") {
    node.instance = new Instance(node);
    node.instance.drawn = node.instance.draw();
    return create(node.instance.drawn, svg);
  }
  const inSvg = svg || SVG_TAGS.has(node.type);
  node.el = inSvg ? document.createElementNS(SVG, node.type) : document.createElement(node.type);
  for (const child of node.children) node.el.append(create(child, inSvg));
  for (const [name, value] of Object.entries(node.props)) setProp(node.el, name, undefined, value);
  if (node.props.mounted) waiting.push(() => node.el.isConnected && node.props.mounted(node.el));
  return node.el;
}

const sameKind = (a, b) => a.type === b.type && a.key === b.key;

function patch(old, next) {
  if (old === next) return elementOf(old);
  if (!sameKind(old, next)) {
    const before = elementOf(old);
    const el = create(next);
    before.parentNode?.replaceChild(el, before);
    dispose(old);
    return el;
  }
  if (next.type === TEXT) {
    next.el = old.el;
    if (old.props.value !== next.props.value) next.el.data = next.props.value;
    return next.el;
  }
  return typeof next.type === "function" ? patchComponent(old, next) : patchElement(old, next);
}

function patchComponent(old, next) {
  const instance = old.instance;
  next.instance = instance;
  instance.node = next;
  if (next.type.memo && sameProps(old.props, next.props)) return elementOf(instance.drawn);
  const drawn = instance.draw();
  const el = patch(instance.drawn, drawn);
  instance.drawn = drawn;
  return el;
}

function sameProps(a, b) {
  const names = Object.keys(b);
  return names.length === Object.keys(a).length && names.every((name) => a[name] === b[name]);
}

function patchElement(old, next) {
  const el = old.el;
  next.el = el;
  patchChildren(el, old.children, next.children);
  for (const name of Object.keys(old.props))
    if (!(name in next.props)) setProp(el, name, old.props[name], undefined);
  for (const [name, value] of Object.entries(next.props)) setProp(el, name, old.props[name], value);
  if (next.props.patched) waiting.push(() => el.isConnected && next.props.patched(el));
  return el;
}

function patchChildren(parent, olds, nexts) {
  const keyed = new Map(olds.filter((node) => node.key !== null).map((node) => [node.key, node]));
  const free = olds.filter((node) => node.key === null);
  let at = 0;
  const matches = nexts.map((node) => {
    const old = node.key === null ? free[at++] : keyed.get(node.key);
    return old && sameKind(old, node) ? old : null;
  });
  const kept = new Set(matches);
  for (const old of olds) {
    if (kept.has(old)) continue;
    elementOf(old).remove();
    dispose(old);
  }
  nexts.forEach((node, index) => matches[index] && patch(matches[index], node));
  let cursor = parent.firstChild;
  nexts.forEach((node, index) => {
    const el = matches[index] ? elementOf(node) : create(node, parent.namespaceURI === SVG);
    if (el === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(el, cursor);
  });
}

function dispose(node) {
  if (node.instance) {
    node.instance.alive = false;
    node.instance.onRemoved?.();
    dispose(node.instance.drawn);
    return;
  }
  node.props.removed?.(node.el);
  for (const child of node.children) dispose(child);
}

function setProp(el, name, before, value) {
  if (HOOKS.has(name)) return;
  if (name === "style") return setStyle(el, before ?? {}, value ?? {});
  if (name === "data") return setData(el, before ?? {}, value ?? {});
  if (PROPERTIES.has(name)) {
    const wanted = value ?? (name === "value" ? "" : false);
    if (el[name] !== wanted) el[name] = wanted;
    return;
  }
  if (before === value) return;
  if (name.startsWith("on")) el[name] = value ?? null;
  else if (value === undefined || value === null || (value === false && !name.startsWith("aria-")))
    el.removeAttribute(name);
  else el.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
}

function setStyle(el, before, value) {
  for (const name of Object.keys(before)) if (!(name in value)) el.style.removeProperty(name);
  for (const [name, setting] of Object.entries(value)) {
    if (before[name] !== setting) el.style.setProperty(name, setting);
  }
}

function setData(el, before, value) {
  for (const name of Object.keys(before)) if (value[name] == null) delete el.dataset[name];
  for (const [name, setting] of Object.entries(value)) {
    if (setting != null && before[name] !== setting) el.dataset[name] = setting;
  }
}
