// The buttons below the field to write in: files and the app's global shortcuts.

import { h } from "../core/dom.js";
import { menuItem, menuPanel, opener, opens } from "../elements/popover.js";
import { avatar } from "./avatars.js";
import { icon } from "./icons.js";

/** Adds files to the draft; they leave with the next message. */
export function attach(app, draft, self) {
  return h(
    "label",
    { class: "composer-tool", title: "Attach files" },
    h("input", {
      type: "file",
      multiple: true,
      class: "visually-hidden",
      "aria-label": "Attach files",
      onchange: async (event) => {
        const chosen = [...event.target.files];
        event.target.value = "";
        draft.files = [...draft.files, ...(await app.upload(chosen))];
        self.refresh();
      },
    }),
    icon("clip", 18),
  );
}

export function Shortcuts({ app, found }, self) {
  const menu = opener(self);
  const shortcuts = found.can_command ? app.sight.shortcuts.filter((item) => item.type === "global") : [];
  if (!shortcuts.length) return null;
  const run = (item) => {
    menu.close();
    app.act({ do: "shortcut", callback_id: item.callback_id });
  };
  return h(
    "span",
    { class: "holder" },
    h(
      "button",
      {
        ...opens(menu),
        class: "composer-tool",
        title: "Shortcuts",
        "aria-label": "Shortcuts",
        "aria-haspopup": "menu",
      },
      icon("bolt", 18),
    ),
    menuPanel(
      menu,
      {},
      h("div", { class: "menu-title" }, "Shortcuts"),
      shortcuts.map((item, index) =>
        menuItem(
          item.callback_id,
          index,
          () => run(item),
          avatar(app.appAsPerson(), 32),
          h("span", { class: "menu-text" }, item.name, h("small", null, item.description || app.bot.name)),
        ),
      ),
    ),
  );
}
