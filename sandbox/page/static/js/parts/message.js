// One message.

import { blocksOf } from "../blocks/index.js";
import { h, memo } from "../core/dom.js";
import { ago, clock, count, seconds, shortClock } from "../core/time.js";
import { menuItem, menuPanel, opener, opens } from "../elements/popover.js";
import { emojiOf } from "../text/emoji.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { attachment } from "./attachment.js";
import { authorOf } from "./author.js";
import { avatar } from "./avatars.js";
import { sharedFile } from "./files.js";
import { icon } from "./icons.js";

export const MessageRow = memo(({ app, message, compact, inThread, last }) => {
  const author = authorOf(message, app);
  const private_ = message.ephemeral || message.key;
  const classes = [
    "message",
    compact && "message-compact",
    private_ && "message-private",
    message.pinned && "message-pinned",
  ]
    .filter(Boolean)
    .join(" ");
  const time = clock(seconds(message.ts), app.me.tz);
  return h(
    "article",
    {
      class: classes,
      "aria-label": `${author.name}, ${time}`,
      data: { ts: message.ts, channel: message.channel ?? app.place },
    },
    h(
      "div",
      { class: "message-side" },
      compact
        ? h("span", { class: "message-time" }, shortClock(seconds(message.ts), app.me.tz))
        : face(app, author),
    ),
    h(
      "div",
      { class: "message-main" },
      private_ && h("div", { class: "mark" }, icon("eye", 14), "Only visible to you"),
      message.pinned && h("div", { class: "mark" }, icon("pin", 14), "Pinned"),
      !compact && head(app, message, author, time),
      body(app, message),
      (message.attachments ?? []).map((item, index) =>
        h("div", { key: `attachment-${index}` }, attachment(app, message, item, index)),
      ),
      message.files?.length > 0 &&
        h(
          "div",
          { class: "files" },
          message.files.map((file) => sharedFile(app, file)),
        ),
      reactions(app, message),
      private_ &&
        h(
          "button",
          { type: "button", class: "link-button", onclick: () => app.words.dismiss(message) },
          "Dismiss message",
        ),
      !inThread && message.reply_count > 0 && threadSummary(app, message, last),
    ),
    !private_ && h(Tools, { app, message, inThread }),
  );
});

function face(app, author) {
  if (author.symbol)
    return h(
      "span",
      { class: "avatar avatar-symbol", style: { "--size": "36px" }, "aria-hidden": "true" },
      author.symbol,
    );
  return avatar(author, 36);
}

function head(app, message, author, time) {
  const person = app.person(author.id);
  const external =
    person && !author.is_bot && person.team_id !== app.me.team_id ? app.team(person.team_id) : null;
  return h(
    "div",
    { class: "message-head" },
    person
      ? h(
          "button",
          {
            type: "button",
            class: "author",
            onclick: (event) => app.openProfile(author.id, event.currentTarget),
          },
          author.name,
        )
      : h("span", { class: "author" }, author.name),
    author.is_bot && h("span", { class: "tag" }, "App"),
    external && h("span", { class: "tag tag-team" }, external.name),
    h("time", { class: "message-time", title: new Date(seconds(message.ts) * 1000).toISOString() }, time),
  );
}

const edited = (message) => message.edited && h("span", { class: "edited" }, " (edited)");

function body(app, message) {
  if (message.subtype === "tombstone") return h("div", { class: "text quiet" }, "This message was deleted.");
  if (message.blocks?.length) {
    const surface = app.surface(`message:${message.channel}:${message.ts}`, {
      channel: message.channel,
      ts: message.ts,
    });
    surface.take(message.blocks, message.state?.values);
    return h("div", { class: "message-blocks" }, blocksOf(surface, message.blocks), edited(message));
  }
  if (!message.text) return edited(message) || null;
  return h(
    "div",
    { class: message.subtype && !message.bot_id ? "text quiet" : "text" },
    mrkdwn(message.text, app),
    edited(message),
  );
}

function reactions(app, message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((reaction) => {
      const who = (reaction.users ?? []).map((id) => app.person(id)?.name ?? id).join(", ");
      const mine = (reaction.users ?? []).includes(app.me.id);
      return h(
        "span",
        {
          key: reaction.name,
          class: mine ? "reaction reaction-mine" : "reaction",
          title: `${who} reacted with :${reaction.name}:`,
        },
        h("span", { class: "emoji" }, emojiOf(reaction)),
        reaction.count ?? reaction.users?.length ?? 1,
      );
    }),
  );
}

function threadSummary(app, message, last) {
  const faces = (message.reply_users ?? [])
    .slice(0, 5)
    .map((id) => h("span", { key: id }, avatar(app.person(id), 24)));
  return h(
    "button",
    {
      type: "button",
      class: "thread-summary",
      onclick: () => app.openThread(message.channel ?? app.place, message.ts),
    },
    faces,
    h("strong", null, count(message.reply_count, "reply", "replies")),
    last && h("span", { class: "quiet" }, `Last reply ${ago(seconds(last))}`),
  );
}

function Tools({ app, message, inThread }, self) {
  const menu = opener(self);
  const here = app.conversation(message.channel ?? app.place);
  const shortcuts = here?.can_command
    ? app.sight.shortcuts.filter((shortcut) => shortcut.type === "message")
    : [];
  const run = (shortcut) => {
    menu.close();
    app.act({
      do: "shortcut",
      callback_id: shortcut.callback_id,
      channel: message.channel ?? app.place,
      ts: message.ts,
    });
  };
  if (inThread && !shortcuts.length) return null;
  return h(
    "div",
    { class: menu.isOpen ? "tools tools-open holder" : "tools holder" },
    !inThread &&
      h(
        "button",
        {
          type: "button",
          class: "tool",
          title: "Reply in thread",
          "aria-label": "Reply in thread",
          onclick: () => app.openThread(message.channel ?? app.place, message.ts),
        },
        icon("reply", 18),
      ),
    shortcuts.length > 0 &&
      h(
        "button",
        {
          ...opens(menu),
          class: "tool",
          title: "More actions",
          "aria-label": "More actions",
          "aria-haspopup": "menu",
        },
        icon("dots", 18),
      ),
    menuPanel(
      menu,
      { align: "end" },
      shortcuts.map((shortcut, index) =>
        menuItem(
          shortcut.callback_id,
          index,
          () => run(shortcut),
          avatar(app.appAsPerson(), 20),
          h("span", { class: "menu-text" }, shortcut.name, h("small", null, app.bot.name)),
        ),
      ),
    ),
  );
}
