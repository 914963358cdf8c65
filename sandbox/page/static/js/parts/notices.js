// What the page itself has to say: toasts, the app being away, and questions to be answered first.

import { h } from "../core/dom.js";
import { plainString, textOf } from "../text/mrkdwn.js";
import { icon } from "./icons.js";

export function notices(app) {
  return h(
    "div",
    { class: "notices", role: "status", "aria-live": "polite" },
    !app.connected &&
      app.sight &&
      h(
        "div",
        { key: "lost", class: "notice" },
        h("span", { class: "spinner" }),
        "Connection lost. Reconnecting…",
      ),
    app.words.notices.map((notice) =>
      h(
        "div",
        { key: notice.id, class: `notice notice-${notice.tone}` },
        icon(notice.tone === "error" ? "warning" : "info", 18),
        h("span", null, notice.text),
        h(
          "button",
          {
            type: "button",
            class: "button-quiet",
            "aria-label": "Dismiss",
            onclick: () => app.words.dropNotice(notice),
          },
          icon("close", 14),
        ),
      ),
    ),
  );
}

/** A line above the messages while the app is away. */
export function offline(app) {
  if (app.bot.online) return null;
  return h(
    "div",
    { class: "offline", role: "status" },
    icon("warning", 16),
    h(
      "span",
      null,
      h("strong", null, app.bot.name),
      " is not connected. Its commands and buttons answer once it is.",
    ),
  );
}

/** A confirmation dialog as an element's `confirm` describes it. */
export function Question({ app, question, answer }, self) {
  self.state.before ??= document.activeElement;
  const danger = question.style === "danger";
  const giveBack = () =>
    self.state.before?.isConnected &&
    queueMicrotask(() => document.activeElement === document.body && self.state.before.focus());
  return h(
    "div",
    { class: "overlay overlay-question" },
    h(
      "div",
      {
        class: "question",
        role: "alertdialog",
        "aria-modal": "true",
        "aria-labelledby": "question-title",
        "aria-describedby": "question-text",
        mounted: (el) => el.querySelector(".button-agree").focus(),
        removed: giveBack,
      },
      h("h2", { id: "question-title", class: "view-title" }, plainString(question.title)),
      h("div", { id: "question-text", class: "text" }, textOf(question.text, app)),
      h(
        "div",
        { class: "view-foot" },
        h(
          "button",
          { type: "button", class: "button", onclick: () => answer(false) },
          plainString(question.deny) || "Cancel",
        ),
        h(
          "button",
          {
            type: "button",
            class: `button button-agree ${danger ? "button-danger-filled" : "button-primary"}`,
            onclick: () => answer(true),
          },
          plainString(question.confirm) || "Confirm",
        ),
      ),
    ),
  );
}
