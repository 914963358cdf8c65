// Two people on one page. Each pane is the whole page of one person, so neither knows of the other.

import { addressOf } from "../core/address.js";
import { h, render } from "../core/dom.js";
import { icon } from "./icons.js";

export function startSideBySide(root, { as, beside, in: place }) {
  const panes = [
    { as, in: place },
    { as: beside, in: place },
  ];
  const frames = [];
  const keep = (index) => location.assign(addressOf(panes[index]));
  addEventListener("message", (event) => {
    const index = frames.findIndex((frame) => frame?.contentWindow === event.source);
    if (event.origin !== location.origin || index < 0) return;
    if (event.data?.close) return keep(1 - index);
    if (!event.data?.pane) return;
    panes[index] = event.data.pane;
    history.replaceState(null, "", addressOf({ as: panes[0].as, in: panes[0].in, beside: panes[1].as }));
  });
  const pane = (index) =>
    h(
      "section",
      { class: "pane", "aria-label": index ? "Right pane" : "Left pane" },
      h("iframe", {
        class: "pane-frame",
        src: addressOf(panes[index]),
        title: index ? "Second person" : "First person",
        mounted: (el) => {
          frames[index] = el;
        },
      }),
      h(
        "button",
        {
          type: "button",
          class: "pane-close",
          title: "Close this side",
          "aria-label": `Close the ${index ? "right" : "left"} side`,
          onclick: () => keep(1 - index),
        },
        icon("close", 14),
      ),
    );
  document.title = "Side by side";
  render(h("main", { class: "panes" }, pane(0), pane(1)), root);
}
