// The `markdown` block: standard Markdown, the part of it that Slack shows. Written text ends up in text nodes only.

import { h } from "../core/dom.js";
import { emojiNamed } from "./emoji.js";
import { link, picture } from "./links.js";

export function markdown(source) {
  return h("div", { class: "markdown" }, blocks(source.replace(/\r\n?/g, "\n").split("\n")));
}

const FENCE = /^\s*(```|~~~)/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

const READERS = [
  [(lines) => FENCE.test(lines[0]), fence],
  [(lines) => /^#{1,6}\s/.test(lines[0]), heading],
  [(lines) => RULE.test(lines[0]), (lines) => [h("hr", { class: "divider" }), lines.slice(1)]],
  [(lines) => /^\s*>/.test(lines[0]), quote],
  [(lines) => lines[0].includes("|") && TABLE_RULE.test(lines[1] ?? ""), table],
  [(lines) => ITEM.test(lines[0]), list],
  [() => true, paragraph],
];

function blocks(lines) {
  const nodes = [];
  let rest = lines;
  while (rest.length) {
    if (!rest[0].trim()) {
      rest = rest.slice(1);
      continue;
    }
    const [, read] = READERS.find(([starts]) => starts(rest));
    const [node, after] = read(rest);
    nodes.push(node);
    rest = after;
  }
  return nodes;
}

function fence(lines) {
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  const last = end < 0 ? lines.length : end;
  return [h("pre", { class: "code-block" }, lines.slice(1, last).join("\n")), lines.slice(last + 1)];
}

function heading(lines) {
  const [, marks, words] = lines[0].match(/^(#{1,6})\s+(.*?)\s*#*$/) ?? [
    null,
    "#",
    lines[0].replace(/^#+\s*/, ""),
  ];
  return [
    h(
      "div",
      { class: `markdown-heading level-${marks.length}`, role: "heading", "aria-level": marks.length + 2 },
      inline(words),
    ),
    lines.slice(1),
  ];
}

function upTo(lines, stop) {
  const end = lines.findIndex((line, index) => index > 0 && stop(line));
  return end < 0 ? lines.length : end;
}

function quote(lines) {
  const end = upTo(lines, (line) => !/^\s*>/.test(line));
  return [
    h(
      "blockquote",
      { class: "quote" },
      blocks(lines.slice(0, end).map((line) => line.replace(/^\s*>\s?/, ""))),
    ),
    lines.slice(end),
  ];
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, "|"));

function table(lines) {
  const end = Math.max(
    2,
    upTo(lines, (line) => !line.includes("|")),
  );
  const align = cells(lines[1]).map((rule) =>
    /:$/.test(rule) ? (/^:/.test(rule) ? "center" : "right") : "left",
  );
  const row = (line, tag) =>
    h(
      "tr",
      null,
      cells(line).map((cell, at) => h(tag, { class: `align-${align[at] ?? "left"}` }, inline(cell))),
    );
  const body = lines.slice(2, end).map((line) => row(line, "td"));
  return [
    h(
      "div",
      { class: "table-frame" },
      h("table", { class: "table" }, h("thead", null, row(lines[0], "th")), h("tbody", null, body)),
    ),
    lines.slice(end),
  ];
}

function list(lines) {
  const [, margin, sign] = lines[0].match(ITEM);
  const ordered = /\d/.test(sign);
  const end = upTo(lines, (line) => {
    const item = line.match(ITEM);
    return item ? item[1].length <= margin.length && /\d/.test(item[2]) !== ordered : !/^\s{2,}\S/.test(line);
  });
  const items = [];
  for (const line of lines.slice(0, end)) {
    const item = line.match(ITEM);
    if (item && item[1].length <= margin.length) items.push([item[3]]);
    else items.at(-1).push(line.replace(/^\s{2,4}/, ""));
  }
  const props = { class: ordered ? "rich-list rich-list-ordered" : "rich-list rich-list-bullet" };
  if (ordered) props.start = Number.parseInt(sign, 10);
  return [h(ordered ? "ol" : "ul", props, items.map(item)), lines.slice(end)];
}

function item([first, ...inner]) {
  const task = first.match(/^\[([ xX])\]\s+(.*)$/);
  const shown = task ? [task[1] === " " ? "☐ " : "☑ ", ...inline(task[2])] : inline(first);
  return h("li", null, shown, inner.length ? blocks(inner) : null);
}

function paragraph(lines) {
  const end = upTo(lines, (line) => !line.trim() || READERS.slice(0, -1).some(([starts]) => starts([line])));
  const shown = lines
    .slice(0, end)
    .flatMap((line, index) => (index ? [h("br", null), ...inline(line.trim())] : inline(line.trim())));
  return [h("p", null, shown), lines.slice(end)];
}

const INLINE = [
  [/^\\([\\`*_{}[\]()#+.!~|>-])/, (found) => found[1]],
  [/^(`+)(.+?)\1(?!`)/, (found) => h("code", { class: "code" }, found[2].trim())],
  [/^!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/, (found) => picture(found[2], found[1], { class: "markdown-image" })],
  [/^\[([^\]]+)\]\(([^)\s]+)[^)]*\)/, (found) => link(found[2], inline(found[1]))],
  [/^<((?:https?:\/\/|mailto:)[^>\s]+)>/, (found) => link(found[1])],
  [/^\*\*(\S|\S.*?\S)\*\*/, (found) => h("strong", null, inline(found[1]))],
  [/^__(\S|\S.*?\S)__/, (found) => h("strong", null, inline(found[1]))],
  [/^~~(\S|\S.*?\S)~~/, (found) => h("s", null, inline(found[1]))],
  [/^\*(\S|\S.*?\S)\*/, (found) => h("em", null, inline(found[1]))],
  [/^_(\S|\S.*?\S)_(?!\w)/, (found) => h("em", null, inline(found[1]))],
  [/^https?:\/\/[^\s<>)]+[^\s<>).,;:!?]/, (found) => link(found[0])],
  [/^:([a-z0-9_+-]+):/i, (found) => emojiNamed(found[1])],
];

function inline(line) {
  const nodes = [];
  let plain = "";
  let rest = line;
  while (rest) {
    const taken =
      /^[\\`!<[*_~h:]/.test(rest) && !(/^[_h]/.test(rest) && /\w$/.test(plain)) ? match(rest) : null;
    if (taken) {
      if (plain) nodes.push(plain);
      plain = "";
      nodes.push(taken.node);
    } else plain += rest[0];
    rest = rest.slice(taken?.length ?? 1);
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function match(rest) {
  for (const [pattern, node] of INLINE) {
    const found = rest.match(pattern);
    const made = found && node(found);
    if (made) return { length: found[0].length, node: made };
  }
  return null;
}
