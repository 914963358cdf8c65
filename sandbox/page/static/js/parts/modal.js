// Modals: the stack of views an app has opened, the newest on top.

import { blocksOf } from "../blocks/index.js";
import { formErrors } from "../blocks/checks.js";
import { h } from "../core/dom.js";
import { plainString } from "../text/mrkdwn.js";
import { avatar } from "./avatars.js";
import { icon } from "./icons.js";

/** Shows the top view. Those below keep what was typed, because each view has its own surface. */
export function Modals({ app, views, covered }, self) {
  const depth = views.length;
  const back = depth < (self.state.depth ?? depth);
  self.state.depth = depth;
  self.state.before ??= document.activeElement;
  const giveBack = () => {
    const { before } = self.state;
    queueMicrotask(
      () =>
        before?.isConnected &&
        document.activeElement === document.body &&
        before.focus({ preventScroll: true }),
    );
  };
  return h(
    "div",
    { class: "overlay", inert: covered, "aria-hidden": covered ? "true" : undefined, removed: giveBack },
    h(View, { key: views.at(-1).id, app, view: views.at(-1), depth, back }),
  );
}

function View({ app, view, depth, back }, self) {
  const surface = app.surface(`view:${view.id}`, { view: view.id });
  surface.take(view.blocks, view.state?.values);
  const errors = JSON.stringify(view.errors ?? {});
  if (errors !== surface.refusedBy) {
    surface.refusedBy = errors;
    surface.refuse(view.errors ?? {});
  }
  const submit = () => send(app, view, surface, self);
  surface.onEnter = (event) => {
    if (!view.submit) return;
    event.preventDefault();
    submit();
  };
  const title = `view-${surface.number}-title`;
  self.state.motion ??= depth > 1 || back ? (back ? "view-back" : "view-pushed") : "view-opened";
  return h(
    "div",
    {
      class: `view ${self.state.motion}`,
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": title,
      data: { view: view.id, callbackId: view.callback_id },
      mounted: (el) => {
        self.state.el = el;
        firstFocus(el, view);
      },
      patched: () => focusError(self, view),
    },
    h(
      "header",
      { class: "view-head" },
      depth > 1
        ? h(
            "button",
            { type: "button", class: "button-quiet", "aria-label": "Back", onclick: () => app.closeView() },
            icon("back", 20),
          )
        : avatar(app.appAsPerson(), 28),
      h("h2", { id: title, class: "view-title" }, plainString(view.title)),
      h(
        "button",
        {
          type: "button",
          class: "button-quiet",
          "aria-label": depth > 1 ? "Close all" : "Close window",
          title: "Close",
          onclick: () => app.closeView({ all: true }),
        },
        icon("close", 20),
      ),
    ),
    h(
      "div",
      { class: "view-body", tabindex: -1 },
      view.blocks?.length
        ? blocksOf(surface, view.blocks)
        : h("p", { class: "quiet" }, "There is nothing on this page."),
    ),
    h(
      "footer",
      { class: "view-foot" },
      h(
        "button",
        { type: "button", class: "button", onclick: () => app.closeView() },
        plainString(view.close) || (view.submit ? "Cancel" : "Close"),
      ),
      view.submit &&
        h(
          "button",
          {
            type: "button",
            class: "button button-primary",
            "aria-busy": self.state.busy ? "true" : undefined,
            onclick: submit,
          },
          h("span", { class: "button-label" }, plainString(view.submit)),
          self.state.busy && h("span", { class: "spinner" }),
        ),
    ),
  );
}

/** Sends the form once. What is missing or wrong is said here and nothing is sent. */
async function send(app, view, surface, self) {
  if (self.state.busy) return;
  surface.local = formErrors(surface);
  surface.refuse({});
  if (surface.local.size) {
    self.state.errorShown = null;
    return app.draw();
  }
  self.state.busy = true;
  self.state.errorShown = null;
  self.refresh();
  const answer = await surface.submit();
  self.state.busy = false;
  surface.refusedBy = JSON.stringify(answer.errors ?? {});
  surface.refuse(answer.errors ?? {});
  app.draw();
  return undefined;
}

/** Puts the focus into the first wrong field, once for each refusal. */
function focusError(self, view) {
  const wrong = self.state.el?.querySelector(".field-wrong");
  const shown = wrong
    ? JSON.stringify([view.errors, [...self.state.el.querySelectorAll(".error")].map((el) => el.textContent)])
    : null;
  if (!wrong || self.state.busy || self.state.errorShown === shown) return;
  self.state.errorShown = shown;
  wrong.querySelector("input:not([type=file]), textarea, button")?.focus();
  wrong.scrollIntoView({ block: "nearest" });
}

function firstFocus(el, view) {
  const wanted = (view.blocks ?? []).find(
    (block) =>
      block.element?.focus_on_load ||
      block.accessory?.focus_on_load ||
      block.elements?.some?.((item) => item.focus_on_load),
  );
  const block = wanted && el.querySelector(`[data-block-id="${CSS.escape(wanted.block_id)}"]`);
  const field = (block ?? el.querySelector(".view-body")).querySelector(
    "input:not([type=file]), textarea, [role=combobox]",
  );
  (field ?? el.querySelector(".view-foot .button-primary") ?? el.querySelector(".view-foot button")).focus({
    preventScroll: !block,
  });
}
