// Every block of Block Kit. What the page does not know is shown as a plain line that says so, with the text in it.

import { h } from "../core/dom.js";
import { element, GROUPS, imageUrl } from "../elements/index.js";
import { icon } from "../parts/icons.js";
import { markdown } from "../text/markdown.js";
import { link, picture } from "../text/links.js";
import { plainString, textOf } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";
import { InputBlock } from "./input.js";
import { table } from "./table.js";

/** The blocks of one surface, each tied to its block_id so that it keeps its place over updates. */
export function blocksOf(surface, blocks) {
  return h(
    "div",
    { class: "blocks" },
    (blocks ?? []).map((block, index) => {
      const draw = BLOCKS[block.type] ?? unknown;
      const key = block.block_id ?? `at-${index}`;
      return h(
        "div",
        {
          key: `${block.type}:${key}`,
          class: `block block-${block.type}`,
          data: { blockId: block.block_id },
        },
        draw(surface, block),
      );
    }),
  );
}

const BLOCKS = {
  section,
  actions: (surface, block) =>
    h(
      "div",
      { class: "actions" },
      (block.elements ?? []).map((item) => element(surface, block, item)),
    ),
  context_actions: (surface, block) =>
    h(
      "div",
      { class: "actions actions-small" },
      (block.elements ?? []).map((item) => element(surface, block, item)),
    ),
  context,
  divider: () => h("hr", { class: "divider" }),
  header: (_surface, block) =>
    h("div", { class: "header", role: "heading", "aria-level": block.level ?? 3 }, plainString(block.text)),
  image,
  input: (surface, block) => h(InputBlock, { surface, block, grouped: GROUPS.has(block.element?.type) }),
  rich_text: (surface, block) => richText(block, surface.app),
  markdown: (_surface, block) => markdown(block.text ?? ""),
  table: (surface, block) => table(block, surface.app),
  video,
  file: (_surface, block) =>
    h(
      "div",
      { class: "file-card" },
      icon("file", 20),
      h("span", null, block.file?.name ?? block.external_id ?? "File"),
    ),
  alert,
};

function section(surface, block) {
  const { app } = surface;
  return h(
    "div",
    { class: block.accessory ? "section section-with-accessory" : "section" },
    h(
      "div",
      { class: "section-body" },
      block.text && h("div", { class: "text" }, textOf(block.text, app)),
      block.fields?.length &&
        h(
          "div",
          { class: "fields" },
          block.fields.map((field) => h("div", { class: "text" }, textOf(field, app))),
        ),
    ),
    block.accessory &&
      h(
        "div",
        { class: `accessory accessory-${block.accessory.type}` },
        element(surface, block, block.accessory),
      ),
  );
}

function context(surface, block) {
  return h(
    "div",
    { class: "context" },
    (block.elements ?? []).map((item) =>
      item.type === "image"
        ? picture(imageUrl(item), item.alt_text, { class: "context-image" })
        : h("span", { class: "text" }, textOf(item, surface.app)),
    ),
  );
}

function image(surface, block) {
  return h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", null, textOf(block.title, surface.app)),
    picture(imageUrl(block), block.alt_text, { class: "image-picture" }),
  );
}

function video(_surface, block) {
  return h(
    "div",
    { class: "video" },
    h("div", { class: "video-title" }, link(block.title_url ?? block.video_url, plainString(block.title))),
    block.description && h("div", { class: "video-description" }, plainString(block.description)),
    h(
      "div",
      { class: "video-frame" },
      picture(block.thumbnail_url, block.alt_text, { class: "image-picture" }),
      link(block.video_url, [icon("play", 22)], {
        class: "video-play",
        "aria-label": `Play ${plainString(block.title)}`,
      }),
    ),
    block.provider_name && h("small", null, block.provider_name),
  );
}

const LEVELS = { info: "info", warning: "warning", error: "warning", success: "check", default: "info" };

function alert(surface, block) {
  const level = LEVELS[block.level] ? block.level : "default";
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    icon(LEVELS[level], 18),
    h("div", { class: "text" }, textOf(block.text, surface.app)),
  );
}

/** Gathers the texts inside a block the page cannot lay out. */
function wordsIn(value) {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (!value || typeof value !== "object") return [];
  const own = typeof value.text === "string" ? [value.text] : [];
  return [...own, ...Object.values(value).flatMap(wordsIn)];
}

function unknown(_surface, block) {
  const words = wordsIn(block)
    .map((word) => plainString(word))
    .join(" · ");
  return h(
    "div",
    { class: "unknown" },
    h("span", { class: "unknown-name" }, `“${block.type}” is not drawn here`),
    words && h("span", null, words),
  );
}
