// Who a message is from.

import { emojiNamed } from "../text/emoji.js";

export const SLACKBOT = { id: "USLACKBOT", name: "Slackbot", is_bot: false, color: "#2f7d5b", initials: "S" };

/** The person or app a message is from, as the message wants it shown. */
export function authorOf(message, app) {
  if (message.key) return SLACKBOT;
  const isApp = Boolean(message.bot_id);
  const known = isApp && message.bot_id === app.bot.bot_id ? app.appAsPerson() : app.person(message.user);
  const base = known ?? {
    id: message.user ?? message.bot_id,
    name: message.username ?? "Unknown",
    is_bot: isApp,
    color: "#5b6b7b",
  };
  if (!isApp) return base;
  const symbol = message.icons?.emoji ? emojiNamed(message.icons.emoji.replace(/:/g, "")) : null;
  return {
    ...base,
    name: message.username ?? base.name,
    image: message.icons?.image_48 ?? message.icons?.image_64 ?? null,
    symbol,
    is_bot: true,
  };
}
