// A panel above everything, tied to the element that opened it.

import { h } from "../core/dom.js";
import { openLayer, place } from "../core/layers.js";

/**
 * Shows its children in the browser's top layer beside `anchor()`. `onclose()` is asked to take it away on Esc or
 * a press outside. It stays a child of its place in the document, so it belongs to the dialog it is opened from.
 */
export function Popover({ anchor, align, wide, onclose, children, ...props }, self) {
  const settle = () => {
    const el = self.state.el;
    const to = anchor();
    if (!el || !to) return;
    el.style.removeProperty("max-height");
    place(el, to, { align, wide });
  };
  const mounted = (el) => {
    self.state.el = el;
    el.showPopover?.();
    settle();
    self.state.off = openLayer({ close: () => self.state.close(), inside: () => [el, anchor()] });
    self.state.settle = settle;
    self.state.follow = (event) =>
      !(event.target instanceof Node && el.contains(event.target)) && self.state.settle();
    addEventListener("scroll", self.state.follow, true);
    addEventListener("resize", self.state.follow);
    (el.querySelector("[data-first]") ?? el.querySelector("[autofocus]"))?.focus({ preventScroll: true });
  };
  const removed = () => {
    self.state.off?.();
    removeEventListener("scroll", self.state.follow, true);
    removeEventListener("resize", self.state.follow);
  };
  self.state.close = onclose;
  self.state.settle = settle;
  return h(
    "div",
    { ...props, class: `popover ${props.class ?? ""}`, popover: "manual", mounted, removed, patched: settle },
    children,
  );
}

/** What a component needs to open and close one popover of its own and to give the focus back. */
export function opener(self) {
  return {
    get isOpen() {
      return Boolean(self.state.open);
    },
    anchor: () => self.state.anchor,
    /** Give this to the element that opens the popover. */
    hold: (el) => {
      self.state.anchor = el;
    },
    open() {
      self.state.open = true;
      self.refresh();
    },
    close({ refocus = true } = {}) {
      if (!self.state.open) return;
      self.state.open = false;
      const inside =
        self.state.anchor?.closest(".holder")?.contains(document.activeElement) ||
        document.activeElement === document.body;
      self.refresh();
      if (refocus && inside) self.state.anchor?.focus({ preventScroll: true });
    },
    toggle() {
      if (self.state.open) this.close();
      else this.open();
    },
  };
}

/** What makes a button the one that opens and closes `menu`, an `opener`. */
export const opens = (menu) => ({
  type: "button",
  "aria-expanded": menu.isOpen,
  mounted: menu.hold,
  onclick: () => menu.toggle(),
});

/** The panel of `menu`, an `opener`, while it is open; `props` say what it is and where. */
export const panel = (menu, props, ...children) =>
  menu.isOpen && h(Popover, { anchor: menu.anchor, onclose: () => menu.close(), ...props }, ...children);

/** A panel of menu items. */
export const menuPanel = (menu, props, ...children) =>
  panel(menu, { role: "menu", class: "menu", onkeydown: menuKeys, ...props }, ...children);

/** One of them; `index` is its place from 0. */
export const menuItem = (key, index, onclick, ...children) =>
  h(
    "button",
    { key, type: "button", role: "menuitem", class: "menu-item", "data-first": index === 0, onclick },
    ...children,
  );

/** Arrow keys, Home and End among the items of a menu. */
export function menuKeys(event) {
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem], [role=menuitemradio]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || !items.length) return;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
}
