// The head of a conversation: its name, topic, members and pinned messages.

import { h } from "../core/dom.js";
import { clock, count, dayTitle, seconds } from "../core/time.js";
import { opener, opens, panel } from "../elements/popover.js";
import { mrkdwn, plainString } from "../text/mrkdwn.js";
import { avatar, channelIcon } from "./avatars.js";
import { authorOf } from "./author.js";
import { icon } from "./icons.js";
import { jumpTo } from "./messages.js";

export function header(app, found) {
  if (found.kind === "im" && found.with === app.bot?.user_id) return appHeader(app, "messages");
  const person = found.kind === "im" ? app.person(found.with) : null;
  return h(
    "header",
    { class: "head" },
    sidebarButton(app),
    h(
      "div",
      { class: "head-text" },
      h(
        "h1",
        { class: "head-name" },
        person ? avatar(person, 24) : channelIcon(found, 18),
        person?.name ?? found.name,
      ),
      found.shared_with?.length > 0 &&
        h(
          "span",
          { class: "tag tag-shared", title: sharedWith(app, found) },
          icon("shared", 14),
          h("span", { class: "tag-text" }, sharedWith(app, found)),
        ),
      found.topic &&
        h("span", { class: "head-topic", title: plainString(found.topic) }, mrkdwn(found.topic, app)),
    ),
    h(
      "div",
      { class: "head-tools" },
      found.pins?.length > 0 && h(Pins, { app, found }),
      found.kind !== "im" && h(Members, { app, found }),
    ),
  );
}

export function appHeader(app, tab) {
  const tabs = [
    app.bot.home_enabled !== false && ["home", "Home", () => app.go("home")],
    app.bot.messages_enabled !== false && ["messages", "Messages", () => app.goDirect()],
  ].filter(Boolean);
  return h(
    "header",
    { class: "head head-app" },
    h(
      "div",
      { class: "head-line" },
      sidebarButton(app),
      h(
        "div",
        { class: "head-text" },
        h("h1", { class: "head-name" }, avatar(app.appAsPerson(), 24), app.bot.name),
        h("span", { class: "tag" }, "App"),
        app.bot.description && h("span", { class: "head-topic" }, app.bot.description),
      ),
    ),
    h(
      "div",
      { class: "tabs", role: "tablist" },
      tabs.map(([name, label, onclick]) =>
        h(
          "button",
          { key: name, type: "button", role: "tab", class: "tab", "aria-selected": tab === name, onclick },
          label,
        ),
      ),
    ),
  );
}

export const sidebarButton = (app) =>
  h(
    "button",
    {
      type: "button",
      class: "button-quiet only-narrow",
      "aria-label": "Open the sidebar",
      onclick: () => app.showSidebar(true),
    },
    icon("menu"),
  );

function sharedWith(app, found) {
  const names = [...new Set([found.team_id, ...found.shared_with])]
    .filter((id) => id !== app.me.team_id)
    .map((id) => app.team(id)?.name ?? id);
  return names.length ? `Shared with ${names.join(", ")}` : "Shared";
}

/** A button at the head of a conversation that opens a list: its picture, how many there are, and of what. */
function headList(list, { picture, many, label, title }, ...children) {
  return h(
    "span",
    { class: "holder" },
    h(
      "button",
      { ...opens(list), class: "head-button", "aria-label": label, title },
      icon(picture, 18),
      many,
    ),
    panel(list, { align: "end", role: "dialog", "aria-label": title, class: "side-list" }, ...children),
  );
}

function Members({ app, found }, self) {
  const list = opener(self);
  const many = found.members.length;
  const people = found.members.map((id) => app.person(id)).filter(Boolean);
  return headList(
    list,
    { picture: "people", many, label: count(many, "member"), title: "Members" },
    people.map((person) =>
      h(
        "div",
        { key: person.id, class: "side-row" },
        avatar(person, 32),
        h(
          "span",
          { class: "menu-text" },
          h(
            "span",
            null,
            person.name,
            person.is_bot && h("span", { class: "tag" }, "App"),
            person.is_guest && h("span", { class: "tag" }, "Guest"),
          ),
          h(
            "small",
            null,
            [person.title, person.team_id !== app.me.team_id && app.team(person.team_id)?.name]
              .filter(Boolean)
              .join(" · "),
          ),
        ),
      ),
    ),
  );
}

function Pins({ app, found }, self) {
  const list = opener(self);
  const many = found.pins.length;
  const pinned = found.pins.map((ts) => app.store.message(found.id, ts)).filter(Boolean);
  const jump = (message) => {
    list.close();
    jumpTo(app, message);
  };
  return headList(
    list,
    { picture: "pin", many, label: count(many, "pinned message"), title: "Pinned messages" },
    pinned.map((message) =>
      h(
        "button",
        { key: message.ts, type: "button", class: "pin", onclick: () => jump(message) },
        h(
          "span",
          { class: "pin-head" },
          avatar(authorOf(message, app), 20),
          h("strong", null, authorOf(message, app).name),
          h(
            "small",
            null,
            `${dayTitle(seconds(message.ts), app.me.tz)}, ${clock(seconds(message.ts), app.me.tz)}`,
          ),
        ),
        h("span", { class: "pin-text" }, plainString(message.text ?? "") || "A message without text"),
      ),
    ),
    !pinned.length && h("div", { class: "picker-empty" }, "The pinned messages cannot be shown here"),
  );
}
