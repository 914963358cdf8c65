// The left side: the workspace, its channels, direct messages, the app, and who one is.

import { h } from "../core/dom.js";
import { avatar, channelIcon, teamBadge } from "./avatars.js";
import { icon } from "./icons.js";
import { PeopleMenu } from "./people.js";

export function sidebar(app) {
  const team = app.team(app.me.team_id);
  const mine = app.sight.conversations.filter((found) => found.is_member && !found.is_archived);
  const channels = mine.filter((found) => found.kind !== "im");
  // Where the app is not installed it has no row of its own; what it writes is still a direct message.
  const direct = mine.filter(
    (found) => found.kind === "im" && !(app.hasApp && found.with === app.bot?.user_id),
  );
  const others = app.sight.conversations.filter(
    (found) => !found.is_member && !found.is_archived && found.kind === "channel",
  );
  return h(
    "nav",
    { class: "sidebar", "aria-label": "Workspace" },
    h(
      "div",
      { class: "workspace" },
      teamBadge(team, 32),
      h("div", { class: "workspace-name" }, team?.name ?? "Local workspace"),
      h(
        "button",
        {
          type: "button",
          class: "sidebar-button sidebar-close",
          "aria-label": "Close the sidebar",
          onclick: () => app.showSidebar(false),
        },
        icon("close", 18),
      ),
    ),
    h(
      "div",
      { class: "sidebar-scroll" },
      app.hasApp && group("Apps", [appRow(app)]),
      group(
        "Channels",
        [...channels, ...others].map((found) => channelRow(app, found)),
        "No channels here",
      ),
      direct.length > 0 &&
        group(
          "Direct messages",
          direct.map((found) => directRow(app, found)),
        ),
    ),
    h("div", { class: "sidebar-foot" }, h(PeopleMenu, { app })),
  );
}

function group(title, rows, empty) {
  return h(
    "section",
    { class: "sidebar-group" },
    h("h2", { class: "sidebar-title" }, title),
    h("ul", { class: "sidebar-list" }, rows.length ? rows : h("li", { class: "sidebar-empty" }, empty)),
  );
}

function row({ key, name, selected, unread, quiet, onclick, label, channel }, ...inside) {
  const classes = [
    "sidebar-row",
    selected && "sidebar-row-open",
    unread && "sidebar-row-unread",
    quiet && "sidebar-row-quiet",
  ]
    .filter(Boolean)
    .join(" ");
  return h(
    "li",
    { key },
    h(
      "button",
      {
        type: "button",
        class: classes,
        "aria-current": selected ? "page" : undefined,
        "aria-label": label,
        data: { channel },
        onclick,
      },
      inside[0],
      h("span", { class: "sidebar-name" }, name),
      inside.slice(1),
      unread ? h("span", { class: "badge" }, unread > 99 ? "99+" : unread) : null,
    ),
  );
}

const unreadWords = (unread) => (unread ? `, ${unread} unread` : "");

const channelName = ({ name, kind, shared_with: teams }) =>
  `${name}${kind === "private" ? ", private channel" : ""}${teams?.length ? ", shared" : ""}`;

function channelRow(app, found) {
  const unread = found.is_member ? found.unread : 0;
  return row(
    {
      key: found.id,
      name: found.name,
      selected: app.place === found.id,
      unread,
      quiet: !found.is_member,
      channel: found.id,
      label: channelName(found) + unreadWords(unread),
      onclick: () => app.go(found.id),
    },
    channelIcon(found),
    found.shared_with?.length
      ? h("span", { class: "shared-mark", title: "Shared with another workspace" }, icon("shared", 15))
      : null,
  );
}

function directRow(app, found) {
  const person = app.person(found.with);
  return row(
    {
      key: found.id,
      name: person?.name ?? found.with,
      selected: app.place === found.id,
      unread: found.unread,
      channel: found.id,
      onclick: () => app.go(found.id),
    },
    avatar(person, 20),
  );
}

function appRow(app) {
  const found = app.appConversation();
  const selected = app.place === "home" || app.place === found?.id;
  return row(
    {
      key: "app",
      name: app.bot.name,
      label: `${app.bot.name}${app.bot.online ? "" : ", not connected"}${unreadWords(found?.unread)}`,
      selected,
      unread: found?.unread,
      channel: found?.id ?? "home",
      onclick: () => (app.bot.home_enabled !== false && !found?.unread ? app.go("home") : app.goDirect()),
    },
    h(
      "span",
      { class: "app-face", title: app.bot.online ? "Connected" : "Not connected" },
      avatar(app.appAsPerson(), 20),
      h("span", { class: app.bot.online ? "presence presence-on" : "presence" }),
    ),
  );
}
