// Links, pictures and mentions: the parts of a text that reach beyond it.

import { h } from "../core/dom.js";

const SAFE_LINK = /^(https?:|mailto:|tel:|slack:)/i;
const SAFE_IMAGE = /^(https?:\/\/|\/files\/|data:image\/(png|jpeg|gif|webp);)/i;

export const isSafeLink = (url) => typeof url === "string" && SAFE_LINK.test(url.trim());

/** A link that opens in a new tab; an address that could run script stays plain text. */
export function link(url, label, props = {}) {
  if (!isSafeLink(url)) return h("span", null, label ?? url);
  return h(
    "a",
    { href: url.trim(), target: "_blank", rel: "noopener noreferrer nofollow", ...props },
    label ?? url,
  );
}

/** A picture; where it cannot be loaded its alternative text stands in its place. */
export function picture(url, alt, props = {}) {
  if (!SAFE_IMAGE.test(url ?? "")) return h("span", { class: "picture-missing" }, alt || "Image");
  return h(Picture, { key: url, url, alt, ...props });
}

function Picture({ url, alt, children: _children, ...props }, self) {
  if (self.state.broken)
    return h("span", { class: "picture-missing", role: "img", "aria-label": alt || "Image" }, alt || "Image");
  const broken = () => {
    self.state.broken = true;
    self.refresh();
  };
  return h("img", {
    ...props,
    alt: alt ?? "",
    loading: "lazy",
    referrerpolicy: "no-referrer",
    onerror: broken,
    src: url,
  });
}

export function userMention(id, app, label) {
  const person = app.person(id);
  const mine = id === app.me.id;
  return h(
    "button",
    {
      type: "button",
      class: mine ? "mention mention-me" : "mention",
      data: { user: id },
      onclick: (event) => app.openProfile(id, event.currentTarget),
    },
    `@${person?.name ?? label ?? id}`,
  );
}

export function channelMention(id, app, label) {
  const channel = app.conversation(id);
  const name = channel?.name ?? label;
  if (!channel) return h("span", { class: "mention" }, name ? `#${name}` : "a private channel");
  return h("button", { type: "button", class: "mention", onclick: () => app.go(id) }, `#${name}`);
}

export const groupMention = (name) => h("span", { class: "mention mention-group" }, `@${name}`);
