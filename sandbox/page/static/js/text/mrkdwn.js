// Slack's mrkdwn, as virtual nodes. Nothing written by people or apps becomes markup here: it ends up in text nodes.

import { h } from "../core/dom.js";
import { fillDate } from "../core/time.js";
import { emojiNamed, withEmoji } from "./emoji.js";
import { channelMention, groupMention, isSafeLink, link, userMention } from "./links.js";

/** Code as it was written: addresses that Slack has put in brackets stand without them. */
const bare = (code) =>
  unescape(code.replace(/<((?:https?|mailto):[^<>|]+)(?:\|([^<>]*))?>/g, (_, url, label) => label || url));

export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** A text object of either kind. */
export function textOf(object, app) {
  if (!object) return null;
  if (typeof object === "string") return plain(object);
  return object.type === "mrkdwn"
    ? mrkdwn(object.text ?? "", app, { verbatim: object.verbatim })
    : plain(object.text ?? "", object.emoji);
}

/** A plain text with its line breaks and, unless `emoji` is false, its emoji. */
export function plain(text, emoji = true) {
  return lines(emoji === false ? unescape(text) : withEmoji(unescape(text)));
}

export const plainString = (object) =>
  object ? withEmoji(unescape(typeof object === "string" ? object : (object.text ?? ""))) : "";

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br", null), line] : [line]));
}

export function mrkdwn(text, app, { verbatim = false } = {}) {
  const nodes = [];
  text.split(/```/).forEach((part, index, all) => {
    const fenced = index % 2 === 1 && index < all.length - 1;
    if (fenced) nodes.push(h("pre", { class: "code-block" }, bare(part.replace(/^\n|\n$/g, ""))));
    else if (part)
      nodes.push(
        ...paragraphs(index % 2 ? `\`\`\`${part}` : trimAroundFence(part, index, all.length), app, verbatim),
      );
  });
  return nodes;
}

function trimAroundFence(part, index, total) {
  const after = index > 0 ? part.replace(/^\n/, "") : part;
  return index < total - 1 ? after.replace(/\n$/, "") : after;
}

const QUOTE = /^(?:&gt;|>)\s?/;

function paragraphs(text, app, verbatim) {
  const nodes = [];
  let quoted = null;
  let run = [];
  const flush = () => {
    if (quoted === true) nodes.push(h("blockquote", { class: "quote" }, broken(run, app, verbatim)));
    else if (run.length) nodes.push(...broken(run, app, verbatim));
    run = [];
  };
  for (const line of text.split("\n")) {
    const isQuote = QUOTE.test(line);
    if (quoted !== null && isQuote !== quoted) flush();
    quoted = isQuote;
    run.push(isQuote ? line.replace(QUOTE, "") : line);
  }
  flush();
  return nodes;
}

// Styles do not cross a line break, so each line is read by itself.
const broken = (run, app, verbatim) =>
  run.flatMap((line, index) => [...(index ? [h("br", null)] : []), ...inline(line, app, verbatim)]);

const MARKS = [
  ["*", "strong", /^\*(\S|\S.*?\S)\*(?![\p{L}\p{N}_])/u],
  ["_", "em", /^_(\S|\S.*?\S)_(?![\p{L}\p{N}])/u],
  ["~", "s", /^~(\S|\S.*?\S)~(?![\p{L}\p{N}_])/u],
];
const WORD = /[\p{L}\p{N}_]/u;
const ADDRESS = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)"'\]*_~]/i;
const SHORTCODE = /^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/i;

/** One line of mrkdwn: tokens in angle brackets, code, styles, emoji, bare addresses. */
export function inline(line, app, verbatim = false) {
  const nodes = [];
  let plainRun = "";
  let rest = line;
  let before = "";
  const flush = () => {
    if (plainRun) nodes.push(unescape(plainRun));
    plainRun = "";
  };
  while (rest) {
    const taken = piece(rest, before, app, verbatim);
    if (taken) {
      flush();
      nodes.push(taken.node);
    } else plainRun += rest[0];
    const length = taken?.length ?? 1;
    before = rest[length - 1];
    rest = rest.slice(length);
  }
  flush();
  return nodes;
}

function piece(rest, before, app, verbatim) {
  const first = rest[0];
  if (first === "<") return bracketed(rest, app);
  if (first === "`") {
    const code = rest.match(/^`([^`]+)`/);
    return code && { length: code[0].length, node: h("code", { class: "code" }, bare(code[1])) };
  }
  if (first === ":") {
    const emoji = rest.match(SHORTCODE);
    const shown = emoji && emojiNamed(emoji[1]);
    return shown
      ? { length: emoji[0].length, node: h("span", { class: "emoji", title: emoji[0] }, shown) }
      : null;
  }
  if (first === "h" && !verbatim && !WORD.test(before)) {
    const address = rest.match(ADDRESS);
    if (address) return { length: address[0].length, node: link(unescape(address[0])) };
  }
  const mark = MARKS.find(([sign]) => sign === first);
  if (!mark || WORD.test(before)) return null;
  const styled = rest.match(mark[2]);
  return styled && { length: styled[0].length, node: h(mark[1], null, inline(styled[1], app, verbatim)) };
}

function bracketed(rest, app) {
  const token = rest.match(/^<([^<>\n]+)>/);
  if (!token) return null;
  const [target, ...labels] = token[1].split("|");
  const label = labels.length ? unescape(labels.join("|")) : null;
  if (!/^[@#!]/.test(target) && !isSafeLink(unescape(target)))
    return { length: token[0].length, node: unescape(token[0]) };
  return { length: token[0].length, node: reference(target, label, app) };
}

function reference(target, label, app) {
  if (target.startsWith("@")) return userMention(target.slice(1), app, label);
  if (target.startsWith("#")) return channelMention(target.slice(1), app, label);
  if (!target.startsWith("!")) return link(unescape(target), label === null ? undefined : withEmoji(label));
  const [name, ...parts] = target.slice(1).split("^");
  if (name === "date") return dateOf(parts, label, app);
  if (name === "subteam") return groupMention((label ?? parts[0] ?? "group").replace(/^@/, ""));
  return groupMention(label ?? name);
}

function dateOf([stamp, format, url], label, app) {
  const secs = Number(stamp);
  const shown =
    Number.isFinite(secs) && format ? fillDate(unescape(format), secs, app.me.tz) : (label ?? stamp);
  return url ? link(unescape(url), shown) : h("time", { title: label ?? "" }, shown);
}
