// The app's Home: a page of blocks of one's own.

import { blocksOf } from "../blocks/index.js";
import { h } from "../core/dom.js";
import { avatar } from "./avatars.js";
import { appHeader } from "./header.js";
import { offline } from "./notices.js";

export function home(app) {
  const view = app.sight.home;
  const surface = app.surface("home", { home: true });
  if (view) surface.take(view.blocks, view.state?.values);
  return h(
    "div",
    { class: "conversation", key: "home" },
    appHeader(app, "home"),
    offline(app),
    h(
      "div",
      { class: "scroller home", tabindex: 0, role: "tabpanel", "aria-label": "Home" },
      view?.blocks?.length ? h("div", { class: "home-body" }, blocksOf(surface, view.blocks)) : empty(app),
    ),
  );
}

const noHome = (app) =>
  app.bot.installed === false
    ? `${app.team(app.me.team_id)?.name} has not installed the app: it has no Home here.`
    : "This app has no Home.";

function empty(app) {
  const words =
    app.bot.home_enabled === false
      ? noHome(app)
      : app.bot.online
        ? "The app has not published a Home for you yet."
        : "The app is not connected, so it has no Home to show.";
  return h(
    "div",
    { class: "empty" },
    avatar(app.appAsPerson(), 56),
    h("h2", null, app.bot.name),
    h("p", { class: "quiet" }, words),
  );
}
