// The messages of one conversation: grouped by day and author, the newest hundred first, kept at the end
// while one is there.

import { h } from "../core/dom.js";
import { dayTitle, isoDay, seconds } from "../core/time.js";
import { avatar, channelIcon } from "./avatars.js";
import { authorOf } from "./author.js";
import { MessageRow } from "./message.js";

const PAGE = 100;
const TOGETHER = 5 * 60; // seconds within which messages of one author stand under one name
const NEAR = 80; // px from the end that still count as being there

const belongs = (message) =>
  !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";

/** What stands in the main list of a conversation, with Slackbot's lines among it. */
function listed(app, found) {
  const messages = app.store
    .messages(found.id)
    .filter((message) => belongs(message) && !app.words.dismissed.has(`${found.id}:${message.ts}`));
  const lines = app.words.lines.filter((line) => line.channel === found.id);
  return [...messages, ...lines].sort((a, b) => Number(a.ts) - Number(b.ts));
}

/** Dividers and messages in the order they are drawn. `since` is the ts of the first unread one. */
export function rowsOf(app, messages, { since = null, inThread = false } = {}) {
  const rows = [];
  let before = null;
  for (const message of messages) {
    const day = isoDay(seconds(message.ts), app.me.tz);
    const newDay = !inThread && (!before || isoDay(seconds(before.ts), app.me.tz) !== day);
    if (newDay)
      rows.push(
        h(
          "div",
          { key: `day-${day}`, class: "day-line", role: "separator" },
          h("span", null, dayTitle(seconds(message.ts), app.me.tz)),
        ),
      );
    if (message.ts === since)
      rows.push(h("div", { key: "new", class: "new-line", role: "separator" }, h("span", null, "New")));
    const compact = !newDay && message.ts !== since && isTogether(before, message, app);
    rows.push(
      h(MessageRow, {
        key: message.key ?? message.ts,
        app,
        message,
        compact,
        inThread,
        epoch: app.store.epoch,
        last: lastReply(app, message, inThread),
      }),
    );
    before = message;
  }
  return rows;
}

function isTogether(before, message, app) {
  if (
    !before ||
    message.ephemeral ||
    before.ephemeral ||
    message.key ||
    before.key ||
    message.subtype ||
    before.subtype ||
    message.pinned
  )
    return false;
  const one = authorOf(before, app);
  const other = authorOf(message, app);
  return (
    one.id === other.id && one.name === other.name && seconds(message.ts) - seconds(before.ts) < TOGETHER
  );
}

/** The ts of the last reply to a message, so that its row is drawn anew when one arrives. */
function lastReply(app, message, inThread) {
  if (inThread || !message.reply_count) return null;
  return (
    message.latest_reply ??
    app.store
      .messages(message.channel ?? app.place)
      .findLast((other) => other.thread_ts === message.ts && other.ts !== message.ts)?.ts ??
    null
  );
}

export function MessageList({ app, found }, self) {
  const all = listed(app, found);
  self.state.from ??= Math.max(0, all.length - PAGE);
  self.state.since ??= found.unread ? (all.at(-found.unread)?.ts ?? "none") : "none";
  if (app.followEnd === found.id) {
    self.state.atEnd = true;
    app.followEnd = null;
  }
  keepWindow(self, all);
  const shown = all.slice(self.state.from);
  const earlier = () => {
    const el = self.state.el;
    self.state.from = Math.max(0, self.state.from - PAGE);
    self.state.fromEnd = el.scrollHeight - el.scrollTop;
    self.refresh();
  };
  return h(
    "div",
    {
      class: "scroller",
      tabindex: 0,
      role: "log",
      "aria-label": `Messages in ${found.name || "this conversation"}`,
      "aria-live": "polite",
      data: { channel: found.id },
      mounted: (el) => follow(self, el),
      patched: () => settle(self),
      removed: () => self.state.observer?.disconnect(),
      onscroll: () => {
        const el = self.state.el;
        if (el) self.state.atEnd = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR;
      },
    },
    h(
      "div",
      { class: "messages" },
      self.state.from > 0
        ? h(
            "button",
            { key: "earlier", type: "button", class: "earlier", onclick: earlier },
            "Show earlier messages",
          )
        : h("div", { key: "start" }, beginning(app, found, all.length)),
      rowsOf(app, shown, { since: self.state.since }),
    ),
  );
}

/** Keeps the window on the same oldest message, and slides it on while one reads at the end. */
function keepWindow(self, all) {
  if (self.state.atEnd === false) {
    const at = all.findIndex((message) => message.ts === self.state.oldest);
    if (at >= 0 && self.state.from > at) self.state.from = at;
  } else if (all.length - self.state.from > PAGE * 2) self.state.from = all.length - PAGE;
  if (self.state.from >= all.length) self.state.from = Math.max(0, all.length - PAGE);
  self.state.oldest = all[self.state.from]?.ts;
}

function follow(self, el) {
  self.state.el = el;
  self.state.atEnd = true;
  // Pictures and growing composers change the height after the drawing.
  self.state.observer = new ResizeObserver(() => self.state.atEnd && toEnd(el));
  self.state.observer.observe(el);
  self.state.observer.observe(el.firstElementChild);
  toEnd(el);
}

const toEnd = (el) => {
  el.scrollTop = el.scrollHeight;
};

function settle(self) {
  const el = self.state.el;
  if (!el) return;
  if (self.state.fromEnd) {
    el.scrollTop = el.scrollHeight - self.state.fromEnd;
    self.state.fromEnd = null;
  } else if (self.state.atEnd) toEnd(el);
}

function beginning(app, found, length) {
  const person = found.kind === "im" ? app.person(found.with) : null;
  const name = person?.name ?? (found.kind === "private" ? found.name : `#${found.name}`);
  const words = person
    ? person.is_bot
      ? person.title || "Messages from the app and to it stand here."
      : "Only the two of you see this conversation."
    : `This is the beginning of ${name}.`;
  return h(
    "div",
    { class: length ? "beginning" : "beginning beginning-empty" },
    person ? avatar(person, 56) : h("span", { class: "beginning-icon" }, channelIcon(found, 28)),
    h("h2", null, name),
    h("p", null, words),
    !length &&
      found.can_command &&
      app.sight.commands.length > 0 &&
      found.is_member &&
      h("p", { class: "quiet" }, "Try ", h("code", { class: "code" }, app.sight.commands[0].command), "."),
  );
}

/** Shows a message of the open conversation and lets it flash. */
export function jumpTo(app, message) {
  if (message.thread_ts && message.thread_ts !== message.ts)
    return app.openThread(message.channel ?? app.place, message.thread_ts);
  const row = document.querySelector(`.scroller [data-ts="${CSS.escape(message.ts)}"]`);
  if (!row) return app.words.notify("That message is further back. Show earlier messages to see it.");
  row.scrollIntoView({ block: "center" });
  row.classList.remove("flash");
  requestAnimationFrame(() => row.classList.add("flash"));
  return undefined;
}
