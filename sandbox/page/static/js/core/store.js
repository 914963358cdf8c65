// What the page knows: the Sight the server sent, kept up to date by its changes. No drawing here.

/** Holds one person's Sight. Objects inside are replaced, never altered, so a changed message is another object. */
export class Store {
  constructor(onChange) {
    this.sight = null;
    this.epoch = 0; // grows when everything may have changed
    this.onChange = onChange;
  }

  get me() {
    return this.sight.me;
  }

  conversation(id) {
    return this.sight.conversations.find((conversation) => conversation.id === id) ?? null;
  }

  messages(channel) {
    return this.sight.messages[channel] ?? [];
  }

  message(channel, ts) {
    return this.messages(channel).find((message) => message.ts === ts) ?? null;
  }

  /** Takes one change from the live connection; unknown kinds are left alone. */
  apply(change) {
    if (change.type === "state") {
      this.sight = tidy(change.state);
      this.epoch += 1;
    } else if (this.sight) {
      CHANGES[change.type]?.(this, change);
    }
    this.onChange(change);
  }
}

const CHANGES = {
  message(store, { channel, message }) {
    const list = store.messages(channel).filter((other) => other.ts !== message.ts);
    const at = list.findIndex((other) => Number(other.ts) > Number(message.ts));
    list.splice(at < 0 ? list.length : at, 0, message);
    store.sight.messages[channel] = list;
  },
  message_deleted(store, { channel, ts }) {
    store.sight.messages[channel] = store.messages(channel).filter((message) => message.ts !== ts);
  },
  conversation(store, { conversation }) {
    const others = store.sight.conversations.filter((other) => other.id !== conversation.id);
    store.sight.conversations = byName([...others, conversation]);
  },
  views(store, { views }) {
    store.sight.views = views ?? [];
  },
  home(store, { home }) {
    store.sight.home = home;
  },
  app(store, { app }) {
    store.sight.app = app;
  },
};

function tidy(sight) {
  const messages = {};
  for (const [channel, list] of Object.entries(sight.messages ?? {})) {
    messages[channel] = [...list].sort((a, b) => Number(a.ts) - Number(b.ts));
  }
  return { ...sight, messages, views: sight.views ?? [], conversations: byName(sight.conversations ?? []) };
}

const byName = (list) => [...list].sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
