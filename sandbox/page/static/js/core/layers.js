// What lies above the page, newest on top: menus, lists, popovers. Esc and a press outside close the top one first.

const stack = [];

/** Opens a layer. `inside` are the elements a press may hit without closing it. Returns what takes it off again. */
export function openLayer({ close, inside }) {
  const layer = { close, inside };
  stack.push(layer);
  return () => {
    const at = stack.indexOf(layer);
    if (at >= 0) stack.splice(at, 1);
  };
}

/** Listens for Esc and presses outside, once for the page. `otherwise` gets an Esc that no layer wanted. */
export function watchLayers(otherwise) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    if (event.defaultPrevented) return;
    const top = stack.at(-1);
    if (top) {
      event.preventDefault();
      top.close();
    } else otherwise(event);
  });
  document.addEventListener(
    "pointerdown",
    (event) => {
      for (const layer of [...stack].reverse()) {
        if (layer.inside().some((el) => el?.contains(event.target))) return;
        layer.close();
      }
    },
    true,
  );
}

/**
 * Puts a popover beside its anchor: below if there is room, else above; always inside the window, and never over the
 * head of the conversation that the anchor scrolls in.
 */
export function place(popover, anchor, { align = "start", gap = 4, wide = false } = {}) {
  const at = anchor.getBoundingClientRect();
  if (wide) popover.style.setProperty("min-width", `${Math.max(at.width, 220)}px`);
  const size = popover.getBoundingClientRect();
  const below = innerHeight - at.bottom - gap - 8;
  const top = Math.max(8, (anchor.closest(".scroller")?.getBoundingClientRect().top ?? 0) + gap);
  const above = at.top - gap - top;
  const upward = size.height > below && above > below;
  const room = Math.max(120, upward ? above : below);
  popover.style.setProperty("max-height", `min(${room}px, var(--most, 100vh))`);
  const height = Math.min(size.height, room);
  const left = align === "end" ? at.right - size.width : at.left;
  popover.style.setProperty("left", `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`);
  popover.style.setProperty("top", `${Math.max(top, upward ? at.top - gap - height : at.bottom + gap)}px`);
}

/** Keeps Tab within `root`. */
export function keepTabInside(root, event) {
  if (event.key !== "Tab") return;
  const stops = [...root.querySelectorAll("a[href], button, input, textarea, [tabindex='0']")].filter(
    (el) => !el.disabled && el.tabIndex >= 0 && el.offsetParent !== null,
  );
  if (!stops.length) return event.preventDefault();
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge && root.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}
