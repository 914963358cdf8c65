// rich_text: text whose structure the app spells out instead of writing it in signs.

import { h } from "../core/dom.js";
import { fillDate } from "../core/time.js";
import { emojiOf } from "./emoji.js";
import { channelMention, groupMention, link, userMention } from "./links.js";

export function richText(block, app) {
  return h(
    "div",
    { class: "rich-text" },
    listsJoined(block.elements ?? []).map((element) => part(element, app)),
  );
}

const PARTS = {
  rich_text_section: (element, app) => h("div", { class: "rich-section" }, runs(element.elements, app)),
  rich_text_quote: (element, app) => h("blockquote", { class: "quote" }, runs(element.elements, app)),
  rich_text_preformatted: (element, app) => h("pre", { class: "code-block" }, runs(element.elements, app)),
  rich_text_list: list,
};

const part = (element, app) => PARTS[element.type]?.(element, app) ?? null;

function list(element, app) {
  const indent = Math.min(element.indent ?? 0, 8);
  const props = {
    class: `rich-list rich-list-${element.style === "ordered" ? "ordered" : "bullet"} level-${indent % 3}`,
  };
  props.style = { "margin-left": `${indent * 24}px` };
  const start = (element.offset ?? 0) + 1;
  const items = (element.elements ?? []).map((item) =>
    h("li", null, PARTS[item.type] ? runs(item.elements, app) : null),
  );
  return element.style === "ordered" ? h("ol", { ...props, start }, items) : h("ul", props, items);
}

/** Carries the numbering of an ordered list on where a deeper list stands in between, as Slack does. */
function listsJoined(elements) {
  const reached = new Map();
  return elements.map((element) => {
    if (element.type !== "rich_text_list") {
      reached.clear();
      return element;
    }
    const indent = element.indent ?? 0;
    for (const level of [...reached.keys()]) if (level > indent) reached.delete(level);
    const offset = element.offset ?? reached.get(indent) ?? 0;
    reached.set(indent, offset + (element.elements ?? []).length);
    return { ...element, offset };
  });
}

const runs = (elements, app) => (elements ?? []).map((element) => run(element, app));

const RUNS = {
  text: (element) =>
    element.text.split("\n").flatMap((line, index) => (index ? [h("br", null), line] : [line])),
  link: (element) => link(element.url, element.text),
  user: (element, app) => userMention(element.user_id, app),
  channel: (element, app) => channelMention(element.channel_id, app),
  usergroup: (element) => groupMention(element.usergroup_id),
  team: (element, app) => groupMention(app.team(element.team_id)?.name ?? element.team_id),
  broadcast: (element) => groupMention(element.range),
  emoji: (element) => h("span", { class: "emoji", title: `:${element.name}:` }, emojiOf(element)),
  color: (element) =>
    h(
      "span",
      { class: "colour" },
      h("span", { class: "colour-dot", style: { background: element.value } }),
      element.value,
    ),
  date: (element, app) => {
    const shown = fillDate(element.format ?? "{date}", Number(element.timestamp), app.me.tz);
    return element.url ? link(element.url, shown) : h("time", { title: element.fallback ?? "" }, shown);
  },
};
const STYLES = [
  ["code", "code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
  ["highlight", "mark"],
];

function run(element, app) {
  const shown = RUNS[element.type]?.(element, app) ?? element.text ?? null;
  return STYLES.reduce(
    (inner, [style, tag, name]) =>
      element.style?.[style] ? h(tag, name ? { class: name } : null, inner) : inner,
    shown,
  );
}
