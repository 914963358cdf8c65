// The pane at the right: one message and its replies.

import { h } from "../core/dom.js";
import { count } from "../core/time.js";
import { Composer } from "./composer.js";
import { icon } from "./icons.js";
import { MessageRow } from "./message.js";
import { rowsOf } from "./messages.js";

export function thread(app, parent) {
  const found = app.conversation(app.place);
  const replies = app.store
    .messages(found.id)
    .filter(
      (message) =>
        message.thread_ts === parent.ts &&
        message.ts !== parent.ts &&
        !app.words.dismissed.has(`${found.id}:${message.ts}`),
    );
  return h(
    "aside",
    { class: "thread", key: `thread-${parent.ts}`, "aria-label": "Thread" },
    h(
      "header",
      { class: "head" },
      h(
        "div",
        { class: "head-text" },
        h("h2", { class: "head-name" }, "Thread"),
        h("span", { class: "head-topic" }, found.name ? `#${found.name}` : "Direct message"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "button-quiet",
          "aria-label": "Close thread",
          title: "Close thread",
          onclick: () => app.closeThread(),
        },
        icon("close", 18),
      ),
    ),
    h(
      "div",
      {
        class: "scroller",
        tabindex: 0,
        role: "log",
        "aria-label": "Replies",
        "aria-live": "polite",
        mounted: toEnd,
        data: { replies: replies.length },
      },
      h(
        "div",
        { class: "messages" },
        h(MessageRow, {
          key: parent.ts,
          app,
          message: parent,
          compact: false,
          inThread: true,
          epoch: app.store.epoch,
          last: null,
        }),
        replies.length > 0 &&
          h(
            "div",
            { key: "count", class: "reply-line", role: "separator" },
            h("span", null, count(replies.length, "reply", "replies")),
          ),
        rowsOf(app, replies, { inThread: true }),
        h("div", {
          key: `end-${replies.length}`,
          mounted: (el) => el.parentElement.parentElement && toEnd(el.parentElement.parentElement),
        }),
      ),
    ),
    found.is_member &&
      !found.is_archived &&
      h(Composer, { key: `reply-${parent.ts}`, app, found, threadTs: parent.ts }),
  );
}

const toEnd = (el) => {
  el.scrollTop = el.scrollHeight;
};
