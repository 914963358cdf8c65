// "You are": changing who one is, here or on the other side of the page.

import { addressOf, isPane } from "../core/address.js";
import { h } from "../core/dom.js";
import { menuPanel, opener, opens } from "../elements/popover.js";
import { avatar } from "./avatars.js";
import { icon } from "./icons.js";

export function PeopleMenu({ app }, self) {
  const menu = opener(self);
  const { me } = app;
  return h(
    "div",
    { class: "holder you" },
    h(
      "button",
      {
        ...opens(menu),
        class: "you-button",
        "aria-haspopup": "menu",
        "aria-label": `You are ${me.name}. Change person`,
      },
      avatar(me, 32),
      h("span", { class: "you-text" }, h("small", null, "You are"), h("strong", null, me.name)),
      icon("chevron", 16),
    ),
    menuPanel(
      menu,
      { "aria-label": "People", class: "menu people-menu" },
      byTeam(app).map(([team, people]) =>
        h(
          "div",
          { key: team.id, role: "group", "aria-label": team.name },
          h("div", { class: "menu-title" }, team.name),
          people.map((person) => personRow(app, person, menu)),
        ),
      ),
      !isPane() && h("div", { class: "menu-foot" }, icon("split", 14), "shows a person beside you"),
    ),
  );
}

/** People by workspace, one's own first. */
function byTeam(app) {
  const { people, teams } = app.directory;
  const humans = people.filter((person) => !person.is_bot);
  const ids = [...new Set([app.me.team_id, ...humans.map((person) => person.team_id)])];
  return ids.map((id) => [
    teams[id] ?? app.team(id) ?? { id, name: id },
    humans.filter((person) => person.team_id === id),
  ]);
}

function personRow(app, person, menu) {
  const current = person.handle === app.handle;
  const become = () => {
    menu.close();
    if (!current) app.onPerson(person.handle, { place: app.place });
  };
  const beside = () => location.assign(addressOf({ as: app.handle, in: app.place, beside: person.handle }));
  return h(
    "div",
    { key: person.id, class: "person-row" },
    h(
      "button",
      {
        type: "button",
        role: "menuitemradio",
        "aria-checked": current,
        class: "menu-item person",
        "data-first": current,
        onclick: become,
      },
      avatar(person, 32),
      h(
        "span",
        { class: "menu-text" },
        h("span", null, person.name, person.is_guest && h("span", { class: "tag" }, "Guest")),
        h("small", null, person.title),
      ),
      current && icon("check", 16),
    ),
    !current &&
      !isPane() &&
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: "button-quiet",
          title: `Show ${person.name} beside you`,
          "aria-label": `Show ${person.name} beside you`,
          onclick: beside,
        },
        icon("split", 18),
      ),
  );
}
