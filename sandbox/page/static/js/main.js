// Starts the page: one person's workspace, or two of them side by side.

import { App } from "./app.js";
import { addressOf, readAddress } from "./core/address.js";
import { people } from "./core/connection.js";
import { h, render } from "./core/dom.js";
import { keepTabInside, watchLayers } from "./core/layers.js";
import { startSideBySide } from "./parts/sidebyside.js";

const root = document.getElementById("page");
const RETRY = 1000; // ms between attempts to find the workspace at the start

/** The people one can be; waits for a server that is not up yet. */
async function directory() {
  for (;;) {
    try {
      return await people();
    } catch {
      render(
        h(
          "div",
          { class: "waiting", role: "status" },
          h("span", { class: "spinner" }),
          "Waiting for the workspace…",
        ),
        root,
      );
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }
}

function topDialog() {
  return [...document.querySelectorAll("[role=dialog][aria-modal=true], [role=alertdialog]")].at(-1);
}

function watchKeys(current) {
  watchLayers((event) => current().escape?.(event));
  document.addEventListener("keydown", (event) => {
    const dialog = topDialog();
    if (dialog) keepTabInside(dialog, event);
  });
}

async function start() {
  const address = readAddress();
  if (address.as && address.beside) return startSideBySide(root, address);
  const found = await directory();
  const humans = found.people.filter((person) => !person.is_bot);
  const known = humans.find((person) => person.handle === address.as) ?? humans[0];
  if (!known) {
    render(
      h("div", { class: "waiting" }, "Nobody lives in this workspace yet. Add people to its workspace.yml."),
      root,
    );
    return undefined;
  }
  let app = null;
  const become = (handle, { place = null, thread = null } = {}) => {
    app?.stop();
    root.replaceChildren();
    root.drawn = null;
    app = new App(root, handle, { directory: found, place, thread, onPerson: become });
    app.start();
  };
  watchKeys(() => app);
  become(known.handle, { place: address.in, thread: address.thread });
  addEventListener("popstate", () => location.assign(addressOf(readAddress())));
  return undefined;
}

start();
