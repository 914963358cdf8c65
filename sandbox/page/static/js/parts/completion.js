// What the composer offers while one types: commands, people, channels, emoji.

import { h } from "../core/dom.js";
import { emojiStarting } from "../text/emoji.js";
import { avatar, channelIcon } from "./avatars.js";

const MOST = 8;
const starts = (text, typed) => (text ?? "").toLowerCase().startsWith(typed.toLowerCase());
const someWord = (text, typed) =>
  (text ?? "").split(/[\s-]+/).some((word) => starts(word, typed)) || starts(text, typed);

/**
 * The suggestions for what stands before the caret, or null:
 * `{from, items: [{key, name, hint, description, node, insert}]}`.
 */
export function suggestions(app, found, text, caret, inThread) {
  const before = text.slice(0, caret);
  if (!inThread && found.can_command && /^\/\S*$/.test(before)) return offer(0, commands(app, before));
  const token = before.match(/(^|\s)([@#:])([\p{L}\p{N}_+.-]*)$/u);
  if (!token) return null;
  const [, , sign, typed] = token;
  const from = caret - typed.length - 1;
  if (sign === "@") return offer(from, people(app, found, typed));
  if (sign === "#") return offer(from, channels(app, typed));
  return typed.length > 1 ? offer(from, emoji(typed)) : null;
}

const offer = (from, items) => (items.length ? { from, items: items.slice(0, MOST) } : null);

const commands = (app, typed) =>
  app.sight.commands
    .filter((item) => starts(item.command, typed))
    .map((item) => ({
      key: item.command,
      name: item.command,
      hint: item.usage_hint,
      description: item.description,
      node: avatar(app.appAsPerson(), 32),
      insert: item.command,
    }));

const people = (app, found, typed) =>
  found.members
    .map((id) => app.person(id))
    .filter((person) => person?.handle && (someWord(person.name, typed) || starts(person.handle, typed)))
    .map((person) => ({
      key: person.id,
      name: person.name,
      hint: `@${person.handle}`,
      description: person.title,
      node: avatar(person, 24),
      insert: `@${person.handle}`,
    }));

const channels = (app, typed) =>
  app.sight.conversations
    .filter((item) => item.kind !== "im" && someWord(item.name, typed))
    .map((item) => ({
      key: item.id,
      name: item.name,
      description: item.topic,
      node: channelIcon(item),
      insert: `#${item.name}`,
    }));

const emoji = (typed) =>
  emojiStarting(typed).map(([name, sign]) => ({
    key: name,
    name: `:${name}:`,
    node: h("span", { class: "emoji" }, sign),
    insert: sign,
  }));
