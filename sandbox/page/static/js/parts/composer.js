// Where one writes: messages, replies and slash commands.

import { h } from "../core/dom.js";
import { withEmoji } from "../text/emoji.js";
import { suggestions } from "./completion.js";
import { attach, Shortcuts } from "./composertools.js";
import { icon } from "./icons.js";

let lists = 0;

/** The draft of a conversation or thread stays while one looks elsewhere. */
function draftOf(app, key) {
  if (!app.drafts.has(key)) app.drafts.set(key, { text: "", files: [] });
  return app.drafts.get(key);
}

export function Composer({ app, found, threadTs = null }, self) {
  const draft = draftOf(app, threadTs ? `${found.id}:${threadTs}` : found.id);
  self.state.list ??= `completion-${(lists += 1)}`;
  const offered = self.state.closed ? null : self.state.offered;
  const send = () => submit(app, found, threadTs, draft, self);
  const ready = draft.text.trim() !== "" || draft.files.length > 0;
  return h(
    "div",
    { class: "composer" },
    offered && completion(self, offered, (item) => accept(self, draft, item)),
    hint(app, found, draft.text, offered, threadTs),
    h(
      "div",
      { class: "composer-box" },
      h("textarea", {
        class: "composer-text",
        rows: 1,
        value: draft.text,
        placeholder: placeholder(app, found, threadTs),
        "aria-label": placeholder(app, found, threadTs),
        role: "combobox",
        "aria-expanded": Boolean(offered),
        "aria-autocomplete": "list",
        "aria-controls": offered ? self.state.list : undefined,
        "aria-activedescendant": offered ? `${self.state.list}-${self.state.active}` : undefined,
        mounted: (el) => {
          self.state.area = el;
          grow(el);
          if (!threadTs || document.activeElement === document.body) focusUnlessCovered(el);
        },
        patched: grow,
        oninput: () => typed(app, found, threadTs, draft, self),
        onclick: () => typed(app, found, threadTs, draft, self),
        onkeydown: (event) => keys(event, self, draft, offered, send),
        onblur: () => {
          self.state.offered = null;
          self.refresh();
        },
      }),
      draft.files.length > 0 &&
        h(
          "div",
          { class: "composer-files" },
          draft.files.map((file) =>
            h(
              "span",
              { key: file.id, class: "file-chip" },
              icon("file", 16),
              file.name,
              h(
                "button",
                {
                  type: "button",
                  class: "chip-remove",
                  "aria-label": `Remove ${file.name}`,
                  onclick: () => {
                    draft.files = draft.files.filter((other) => other !== file);
                    self.refresh();
                  },
                },
                icon("close", 12),
              ),
            ),
          ),
        ),
      h(
        "div",
        { class: "composer-foot" },
        attach(app, draft, self),
        !threadTs && h(Shortcuts, { app, found }),
        h("span", { class: "composer-keys" }, ready && "Shift + Enter for a new line"),
        h(
          "button",
          {
            type: "button",
            class: ready ? "send send-ready" : "send",
            "aria-label": threadTs ? "Send reply" : "Send",
            "aria-disabled": !ready,
            onclick: send,
          },
          icon("send", 18),
        ),
      ),
    ),
  );
}

function placeholder(app, found, threadTs) {
  if (threadTs) return "Reply…";
  return `Message ${found.kind === "im" ? (app.person(found.with)?.name ?? "") : `#${found.name}`}`;
}

function focusUnlessCovered(el) {
  if (!el.closest("[inert]") && matchMedia("(hover: hover)").matches) el.focus({ preventScroll: true });
}

function grow(area) {
  area.style.removeProperty("height");
  if (area.scrollHeight > area.clientHeight) area.style.setProperty("height", `${area.scrollHeight}px`);
}

function typed(app, found, threadTs, draft, self) {
  const area = self.state.area;
  draft.text = area.value;
  self.state.offered = suggestions(app, found, area.value, area.selectionStart, Boolean(threadTs));
  self.state.active = 0;
  self.state.closed = false;
  self.refresh();
}

function accept(self, draft, item) {
  const area = self.state.area;
  const { from } = self.state.offered;
  const after = draft.text.slice(area.selectionStart).replace(/^ /, "");
  const start = `${draft.text.slice(0, from)}${item.insert} `;
  draft.text = start + after;
  self.state.offered = null;
  self.refresh();
  area.focus();
  area.setSelectionRange(start.length, start.length);
}

function keys(event, self, draft, offered, send) {
  if (event.isComposing) return;
  if (offered) {
    const last = offered.items.length - 1;
    const to = {
      ArrowDown: self.state.active === last ? 0 : self.state.active + 1,
      ArrowUp: self.state.active === 0 ? last : self.state.active - 1,
    }[event.key];
    if (to !== undefined) self.state.active = to;
    else if (event.key === "Escape") self.state.closed = true;
    else if (
      event.key === "Tab" ||
      (event.key === "Enter" && !event.shiftKey && !isWhole(draft, offered, self))
    ) {
      event.preventDefault();
      return accept(self, draft, offered.items[self.state.active]);
    } else return event.key === "Enter" && !event.shiftKey ? enter(event, send) : undefined;
    event.preventDefault();
    return self.refresh();
  }
  return event.key === "Enter" && !event.shiftKey ? enter(event, send) : undefined;
}

function enter(event, send) {
  event.preventDefault();
  send();
}

/** True where the command is already written out, so that Enter runs it. */
const isWhole = (draft, offered, self) =>
  offered.from === 0 && draft.text.trim() === offered.items[self.state.active].insert;

async function submit(app, found, threadTs, draft, self) {
  const text = draft.text.trim();
  if (!text && !draft.files.length) return undefined;
  const { files } = draft;
  Object.assign(draft, { text: "", files: [] });
  self.state.offered = null;
  self.refresh();
  self.state.area.focus();
  if (!threadTs) app.followEnd = found.id;
  if (text.startsWith("/") && !files.length) return command(app, found, threadTs, text);
  const body = { do: "say", channel: found.id, text: withEmoji(text) };
  if (threadTs) body.thread_ts = threadTs;
  if (files.length) body.files = files;
  const answer = await app.act(body);
  if (answer.ok === false && !draft.text) {
    Object.assign(draft, { text, files });
    if (!answer.detail)
      app.words.notify(`The message was not sent (${answer.error ?? "unknown error"}).`, "error");
    self.refresh();
  }
  return undefined;
}

function command(app, found, threadTs, text) {
  const [, name, rest] = text.match(/^(\/\S*)\s*([\s\S]*)$/);
  if (threadTs) return app.words.notify(`${name} is not supported in threads. Sorry!`);
  if (found.can_command === false)
    return app.words.slackbot(
      `${name} is not available in this conversation: your workspace has not installed ${app.bot.name}.`,
    );
  if (!app.sight.commands.some((item) => item.command === name))
    return app.words.slackbot(`${name} is not a valid command.`);
  return app.act({ do: "command", command: name, text: rest, channel: found.id });
}

function completion(self, offered, take) {
  return h(
    "div",
    { class: "completion", role: "listbox", id: self.state.list, "aria-label": "Suggestions" },
    offered.items.map((item, index) =>
      h(
        "div",
        {
          key: item.key,
          id: `${self.state.list}-${index}`,
          role: "option",
          "aria-selected": index === self.state.active,
          class: index === self.state.active ? "offer offer-active" : "offer",
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => take(item),
        },
        item.node,
        h(
          "span",
          { class: "offer-text" },
          h(
            "span",
            { class: "offer-name" },
            h("strong", null, item.name),
            item.hint && h("span", { class: "quiet" }, ` ${item.hint}`),
          ),
          item.description && h("small", null, item.description),
        ),
      ),
    ),
    h(
      "div",
      { class: "completion-foot", "aria-hidden": "true" },
      "↑ ↓ to choose · Tab to insert · Esc to close",
    ),
  );
}

/** While the words after a command are written, its usage stands above. */
function hint(app, found, text, offered, threadTs) {
  if (offered || threadTs || !found.can_command || !/^\/\S+\s/.test(text)) return null;
  const known = app.sight.commands.find((item) => item.command === text.split(/\s/, 1)[0]);
  if (!known) return null;
  return h(
    "div",
    { class: "composer-hint" },
    h("strong", null, known.command),
    known.usage_hint && ` ${known.usage_hint}`,
    known.description && h("span", { class: "quiet" }, known.description),
  );
}
