// Faces of people, apps and channels.

import { h } from "../core/dom.js";
import { picture } from "../text/links.js";
import { icon } from "./icons.js";

const COLOUR = /^#[0-9a-f]{3,8}$/i;
const FALLBACK = "#5b6b7b";

/** A colour from data, where it is one. */
export const colour = (value, otherwise = FALLBACK) => {
  const text = String(value ?? "");
  if (COLOUR.test(text)) return text;
  return COLOUR.test(`#${text}`) ? `#${text}` : otherwise;
};

const initialsOf = (name) =>
  (name ?? "?")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("")
    .toUpperCase() || "?";

export function avatar(person, size = 36) {
  const shown = person?.is_bot
    ? icon("bolt", Math.round(size * 0.6))
    : person?.initials || initialsOf(person?.name);
  return h(
    "span",
    {
      class: person?.is_bot ? "avatar avatar-app" : "avatar",
      "aria-hidden": "true",
      style: person?.is_bot
        ? { "--size": `${size}px` }
        : { "--size": `${size}px`, background: colour(person?.color) },
    },
    person?.image ? picture(person.image, "", { class: "avatar-image" }) : shown,
  );
}

export function channelIcon(conversation, size = 16) {
  return h("span", { class: "channel-icon" }, icon(conversation?.kind === "private" ? "lock" : "hash", size));
}

export function teamBadge(team, size = 20) {
  return h(
    "span",
    {
      class: "team-badge",
      "aria-hidden": "true",
      style: { "--size": `${size}px`, background: colour(team?.color) },
    },
    initialsOf(team?.name).slice(0, 1),
  );
}
