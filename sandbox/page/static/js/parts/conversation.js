// The open conversation: its head, its messages and the composer.

import { h } from "../core/dom.js";
import { Composer } from "./composer.js";
import { header } from "./header.js";
import { MessageList } from "./messages.js";
import { offline } from "./notices.js";

export function conversation(app) {
  const found = app.conversation(app.place);
  return h(
    "div",
    { class: "conversation", key: found.id },
    header(app, found),
    offline(app),
    h(MessageList, { key: `list-${found.id}`, app, found }),
    foot(app, found),
  );
}

function foot(app, found) {
  if (found.is_archived)
    return h("div", { class: "closed" }, `#${found.name} is archived. Nobody can write here.`);
  if (!found.is_member)
    return h(
      "div",
      { class: "closed" },
      "You are looking at ",
      h("strong", null, `#${found.name}`),
      " without being a member.",
    );
  return h(Composer, { key: `composer-${found.id}`, app, found });
}
