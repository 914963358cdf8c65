// The table block: the first row is the head, columns may be aligned.

import { h } from "../core/dom.js";
import { plain } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";

const ALIGN = new Set(["left", "center", "right"]);

export function table(block, app) {
  const [head, ...rows] = block.rows ?? [];
  const row = (cells, tag) =>
    h(
      "tr",
      null,
      (cells ?? []).map((cell, at) =>
        h(tag, { class: classOf(block.column_settings?.[at]) }, content(cell, app)),
      ),
    );
  return h(
    "div",
    { class: "table-frame", tabindex: 0, role: "region", "aria-label": "Table" },
    h(
      "table",
      { class: "table" },
      head && h("thead", null, row(head, "th")),
      h(
        "tbody",
        null,
        rows.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

const classOf = (settings) =>
  `align-${ALIGN.has(settings?.align) ? settings.align : "left"}${settings?.is_wrapped ? " wrapped" : ""}`;

function content(cell, app) {
  if (cell?.type === "rich_text") return richText(cell, app);
  return plain(String(cell?.text ?? cell?.value ?? ""));
}
