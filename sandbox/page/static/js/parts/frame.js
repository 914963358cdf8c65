// The whole page of one person.

import { h } from "../core/dom.js";
import { conversation } from "./conversation.js";
import { home } from "./home.js";
import { Modals } from "./modal.js";
import { notices, Question } from "./notices.js";
import { Profile } from "./profile.js";
import { sidebar } from "./sidebar.js";
import { thread } from "./thread.js";

export function frame(app) {
  if (!app.sight)
    return h(
      "div",
      { class: "waiting", role: "status" },
      h("span", { class: "spinner" }),
      app.connected ? "Opening the workspace…" : "Waiting for the workspace…",
    );
  const covered = app.sight.views.length > 0 || app.words.questions.length > 0;
  const open = app.thread && app.store.message(app.place, app.thread);
  return h(
    "div",
    { class: "frame" },
    h(
      "div",
      {
        class: `desk${open ? " desk-with-thread" : ""}${app.sidebarOpen ? " desk-with-sidebar" : ""}`,
        inert: covered,
        "aria-hidden": covered ? "true" : undefined,
      },
      sidebar(app),
      h("div", { class: "shade", onclick: () => app.showSidebar(false) }),
      h("main", { class: "main" }, app.place === "home" ? home(app) : conversation(app)),
      open && thread(app, open),
    ),
    app.profile && h(Profile, { key: app.profile.id, app, id: app.profile.id, anchor: app.profile.anchor }),
    app.sight.views.length > 0 &&
      h(Modals, { key: "modals", app, views: app.sight.views, covered: app.words.questions.length > 0 }),
    app.words.questions.map(({ question, answer }, index) =>
      h(Question, { key: `question-${index}`, app, question, answer }),
    ),
    notices(app),
  );
}
