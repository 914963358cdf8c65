// The small card about a person, opened from a name or a mention.

import { h } from "../core/dom.js";
import { clock } from "../core/time.js";
import { Popover } from "../elements/popover.js";
import { avatar } from "./avatars.js";

export function Profile({ app, id, anchor }) {
  const person = app.person(id);
  const close = () => {
    app.profile = null;
    app.draw();
    if (anchor.isConnected && document.activeElement === document.body) anchor.focus({ preventScroll: true });
  };
  if (!person)
    return h(
      Popover,
      { anchor: () => anchor, role: "dialog", "aria-label": "Profile", class: "profile", onclose: close },
      "Nobody known here",
    );
  const become = () => {
    close();
    app.onPerson(person.handle, { place: app.place });
  };
  return h(
    Popover,
    { anchor: () => anchor, role: "dialog", "aria-label": person.name, class: "profile", onclose: close },
    h(
      "div",
      { class: "profile-head" },
      avatar(person, 56),
      h(
        "div",
        null,
        h(
          "div",
          { class: "profile-title" },
          h("strong", { class: "profile-name" }, person.name),
          person.is_bot && h("span", { class: "tag" }, "App"),
          person.is_guest && h("span", { class: "tag" }, "Guest"),
        ),
        person.title && h("div", { class: "quiet" }, person.title),
      ),
    ),
    h(
      "div",
      { class: "profile-facts quiet" },
      [
        app.team(person.team_id)?.name,
        person.tz && !person.is_bot && `${clock(Date.now() / 1000, person.tz)} local time`,
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    !person.is_bot &&
      person.handle &&
      person.id !== app.me.id &&
      h(
        "button",
        { type: "button", class: "button", "data-first": true, onclick: become },
        `Become ${person.name}`,
      ),
  );
}
