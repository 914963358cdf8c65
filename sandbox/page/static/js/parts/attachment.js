// A secondary attachment: the older way to add colour, fields and footers to a message.

import { blocksOf } from "../blocks/index.js";
import { h } from "../core/dom.js";
import { clock, readableDay, isoDay } from "../core/time.js";
import { link, picture } from "../text/links.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { colour } from "./avatars.js";

const NAMED = { good: "#2eb886", warning: "#daa038", danger: "#a30200" };

export function attachment(app, message, item, index) {
  const surface = app.surface(`message:${message.channel}:${message.ts}:${index}`, {
    channel: message.channel,
    ts: message.ts,
  });
  if (item.blocks?.length) surface.take(item.blocks, message.state?.values);
  const bar = NAMED[item.color] ?? colour(item.color, "var(--line-strong)");
  return h(
    "div",
    { class: "attachment-frame" },
    item.pretext && h("div", { class: "text" }, mrkdwn(item.pretext, app)),
    h(
      "div",
      { class: "attachment", style: { "border-left-color": bar } },
      item.author_name &&
        h(
          "div",
          { class: "attachment-author" },
          item.author_link ? link(item.author_link, item.author_name) : item.author_name,
        ),
      item.title &&
        h(
          "div",
          { class: "attachment-title" },
          item.title_link ? link(item.title_link, item.title) : item.title,
        ),
      item.blocks?.length
        ? blocksOf(surface, item.blocks)
        : item.text && h("div", { class: "text" }, mrkdwn(item.text, app)),
      !item.blocks?.length &&
        !item.text &&
        !item.title &&
        item.fallback &&
        h("div", { class: "text" }, mrkdwn(item.fallback, app)),
      item.fields?.length > 0 &&
        h(
          "div",
          { class: "fields" },
          item.fields.map((field) =>
            h(
              "div",
              { class: field.short ? "text" : "text field-long" },
              h("strong", null, field.title),
              h("br", null),
              mrkdwn(String(field.value ?? ""), app),
            ),
          ),
        ),
      item.image_url && picture(item.image_url, item.fallback ?? "", { class: "image-picture" }),
      (item.footer || item.ts) &&
        h(
          "div",
          { class: "attachment-foot" },
          [item.footer, item.ts && when(Number(item.ts), app.me.tz)].filter(Boolean).join(" · "),
        ),
    ),
  );
}

const when = (secs, zone) => `${readableDay(isoDay(secs, zone))}, ${clock(secs, zone)}`;
