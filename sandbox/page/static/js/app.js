// One person's page: what is open, what they do, and the drawing of it all.

import { act, Connection } from "./core/connection.js";
import { isPane, writeAddress } from "./core/address.js";
import { render } from "./core/dom.js";
import { Store } from "./core/store.js";
import { Surface } from "./core/surface.js";
import { Words } from "./core/words.js";
import { frame } from "./parts/frame.js";
import { readFiles } from "./parts/uploads.js";

/** Ties the store, the connection and the drawing together; parts receive it as `app`. */
export class App {
  constructor(root, handle, { directory, place = null, thread = null, onPerson }) {
    Object.assign(this, { root, handle, directory, onPerson, place, thread });
    this.store = new Store((change) => this.changed(change));
    this.connection = new Connection(handle, {
      onChange: (change) => this.store.apply(change),
      onStatus: (status) => this.status(status),
    });
    this.connected = true;
    this.words = new Words(this);
    this.surfaces = new Map();
    this.surfaceNumber = 0;
    this.drafts = new Map();
    this.profile = null;
    this.sidebarOpen = false;
    this.reading = new Set();
    this.wantsDirect = false;
  }

  start() {
    this.connection.open();
    this.onVisible = () => this.markRead();
    document.addEventListener("visibilitychange", this.onVisible);
    this.draw();
  }

  stop() {
    this.connection.close();
    document.removeEventListener("visibilitychange", this.onVisible);
  }

  // What parts ask about.

  get sight() {
    return this.store.sight;
  }
  get me() {
    return this.store.sight.me;
  }
  get bot() {
    return this.store.sight.app;
  }

  /** A person, or the app as one. */
  person(id) {
    if (id && id === this.bot?.user_id) return this.appAsPerson();
    return this.sight.people[id] ?? null;
  }

  appAsPerson() {
    const known = this.sight.people[this.bot.user_id] ?? {};
    return {
      ...known,
      id: this.bot.user_id,
      name: this.bot.name,
      is_bot: true,
      title: this.bot.description ?? "",
    };
  }

  team(id) {
    return this.sight.teams[id] ?? null;
  }
  conversation(id) {
    return this.store.conversation(id);
  }

  appConversation() {
    return (
      this.sight.conversations.find((found) => found.kind === "im" && found.with === this.bot?.user_id) ??
      null
    );
  }

  /** True where the person's workspace has the app. */
  get hasApp() {
    const { conversations } = this.sight;
    return !conversations.length || conversations.some((found) => found.can_command !== false);
  }

  /** The surface of a message, view or Home; the same one for as long as it is there. */
  surface(key, where) {
    if (!this.surfaces.has(key)) this.surfaces.set(key, new Surface(this, where, (this.surfaceNumber += 1)));
    return this.surfaces.get(key);
  }

  // What the person does.

  async act(body) {
    const answer = await act(this.handle, body);
    if (answer.ok === false) this.refused(answer);
    return answer;
  }

  /** Says why an act was refused. What the server announces as a notice by itself is not said twice. */
  refused(answer) {
    if (answer.errors && Object.keys(answer.errors).length) return;
    if (answer.detail && !this.words.announced.has(answer.detail)) this.words.notify(answer.detail, "error");
  }

  go(place, { thread = null } = {}) {
    Object.assign(this, { place, thread, sidebarOpen: false, profile: null, wantsDirect: false });
    this.words.notices = [];
    if (place === "home" && this.bot.home_enabled !== false) {
      this.askedHome = true;
      this.act({ do: "open_home" });
    }
    this.settle();
    this.draw();
    this.markRead();
  }

  /** Opens the direct messages with the app, which begin with the first visit. */
  goDirect() {
    this.wantsDirect = !this.appConversation();
    this.act({ do: "open_im" });
    if (!this.wantsDirect) this.go(this.appConversation().id);
  }

  openThread(channel, ts) {
    if (this.place !== channel) this.place = channel;
    this.thread = ts;
    this.settle();
    this.draw();
  }

  closeThread() {
    this.thread = null;
    this.settle();
    this.draw();
  }

  showSidebar(open) {
    this.sidebarOpen = open;
    this.draw();
  }

  openProfile(id, anchor) {
    this.profile = { id, anchor };
    this.draw();
  }

  upload(files) {
    return readFiles(files, this);
  }

  /** Tells the server that the open conversation has been read, where somebody is looking at it. */
  async markRead() {
    const open = this.sight && this.conversation(this.place);
    if (
      !open?.unread ||
      !open.is_member ||
      document.visibilityState !== "visible" ||
      this.reading.has(open.id)
    )
      return;
    this.reading.add(open.id);
    await act(this.handle, { do: "read", channel: open.id });
    this.reading.delete(open.id);
  }

  /** Esc where no menu is open: declines a question, closes the top view, then the thread. */
  escape(event) {
    if (!this.sight) return;
    event.preventDefault();
    if (this.words.questions.length) this.words.questions.at(-1).answer(false);
    else if (this.sight.views.length) this.closeView();
    else if (this.sidebarOpen) this.showSidebar(false);
    else if (this.thread) this.closeThread();
  }

  /** Closes the top view, or the whole stack. A view under way to being closed is not closed twice. */
  async closeView({ all = false } = {}) {
    if (this.closing) return;
    this.closing = true;
    const before = this.reported;
    document.activeElement?.blur(); // the field that is left reports what was typed last
    if (this.reported !== before) await this.reported;
    await this.act({ do: "close", view: this.sight.views.at(-1)?.id, all });
    this.closing = false;
  }

  // What reaches the page.

  changed(change) {
    if (change.type === "state") this.settle();
    if (change.type === "notice") this.words.announce(change);
    if (change.type === "views" || change.type === "state") this.forgetViews();
    this.draw();
    this.markRead();
    if (this.wantsDirect && this.appConversation()) this.go(this.appConversation().id);
  }

  forgetViews() {
    const open = new Set(this.sight.views.map((view) => `view:${view.id}`));
    for (const key of this.surfaces.keys())
      if (key.startsWith("view:") && !open.has(key)) this.surfaces.delete(key);
  }

  status(status) {
    const connected = status === "open";
    if (connected === this.connected) return;
    this.connected = connected;
    this.draw();
  }

  /** Sees to it that what is open exists, and writes it into the address. */
  settle() {
    if (!this.sight) return;
    const known = this.place === "home" || this.conversation(this.place);
    if (!known) {
      const byName = this.sight.conversations.find((found) => found.name && found.name === this.place);
      const first =
        this.sight.conversations.find((found) => found.is_member && found.kind !== "im") ??
        this.sight.conversations[0];
      this.place = (byName ?? first)?.id ?? "home";
      this.thread = null;
    }
    if (this.place === "home" && this.hasApp && this.bot.home_enabled !== false && !this.askedHome) {
      this.askedHome = true;
      this.act({ do: "open_home" });
    }
    writeAddress({ as: this.handle, in: this.place, thread: this.thread });
  }

  draw() {
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => {
      this.drawing = false;
      render(frame(this), this.root);
      document.title = this.title();
    });
  }

  title() {
    if (!this.sight) return "Local workspace";
    const unread = this.sight.conversations.reduce(
      (sum, found) => sum + (found.is_member ? (found.unread ?? 0) : 0),
      0,
    );
    const count = unread && !isPane() ? `(${unread}) ` : "";
    return `${count}${this.me.name} · ${this.team(this.me.team_id)?.name ?? "Local workspace"}`;
  }
}
