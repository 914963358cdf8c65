// Files shared in a message: pictures are shown, everything can be downloaded.

import { h } from "../core/dom.js";
import { picture } from "../text/links.js";
import { icon } from "./icons.js";

const UNITS = ["bytes", "KB", "MB", "GB"];

function readableSize(bytes) {
  let size = Number(bytes);
  if (!Number.isFinite(size)) return "";
  let unit = 0;
  for (; size >= 1024 && unit < UNITS.length - 1; unit += 1) size /= 1024;
  return `${unit && size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

/** A file's address on this server, so that it is fetched from where the page itself came. */
function addressOf(file) {
  const url = file.url_private_download ?? file.url_private ?? "";
  try {
    const { pathname, search, protocol } = new URL(url, location.origin);
    if (pathname.startsWith("/files/")) return pathname + search;
    return /^https?:$/.test(protocol) ? url : null;
  } catch {
    return null;
  }
}

export function sharedFile(_app, file) {
  const url = addressOf(file);
  const name = file.title || file.name || "File";
  const details = [(file.pretty_type ?? file.filetype ?? "").toUpperCase(), readableSize(file.size)]
    .filter(Boolean)
    .join(" · ");
  const download =
    url &&
    h(
      "a",
      {
        class: "button button-icon",
        href: url,
        download: file.name ?? "",
        "aria-label": `Download ${name}`,
        title: "Download",
      },
      icon("download", 18),
    );
  if (file.mimetype?.startsWith("image/") && url) {
    return h(
      "figure",
      { key: file.id, class: "shared-picture" },
      h("figcaption", null, name, download),
      picture(url, file.alt_txt ?? name, { class: "image-picture" }),
    );
  }
  return h(
    "div",
    { key: file.id, class: "file-card" },
    h("span", { class: "file-icon" }, icon("file", 22)),
    h("span", { class: "menu-text" }, h("strong", null, name), h("small", null, details)),
    download,
  );
}
