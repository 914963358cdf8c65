// The selects of Block Kit: where their options come from and in which shape a choice is kept.

import { h } from "../core/dom.js";
import { avatar, channelIcon } from "../parts/avatars.js";
import { plainString } from "../text/mrkdwn.js";
import { Picker } from "./picker.js";
import { choose, marks } from "./reporting.js";

const HINTS = {
  static: "an option",
  external: "an option",
  users: "a person",
  conversations: "a conversation",
  channels: "a channel",
};

export function Select(props, self) {
  const { surface, block, element, field } = props;
  const multi = element.type.startsWith("multi_");
  const source = element.type.replace(/^multi_/, "").replace(/_select$/, "");
  const kind = SOURCES[source];
  const value = surface.value(block.block_id, element);
  const kept = multi ? (value ?? []) : value === null || value === undefined ? [] : [value];
  const chosenNow = (options) => {
    const values = options.map((option) => option.value);
    return choose(props, self, multi ? values : (values[0] ?? null));
  };
  return h(Picker, {
    multi,
    chosen: kept.map((item) => kind.show(item, surface.app)),
    onchoose: chosenNow,
    field,
    marks: marks(block, element),
    busy: Boolean(self.state.busy),
    placeholder: plainString(element.placeholder) || `Choose ${HINTS[source]}`,
    most: element.max_selected_items,
    compact: block.type !== "input",
    groups: kind.groups ? kind.groups(element, surface.app) : [],
    least: element.min_query_length ?? 3,
    suggest: source === "external" ? (typed) => suggested(surface, block, element, typed) : null,
  });
}

const option = (item) => ({
  key: item.value,
  text: plainString(item.text),
  description: plainString(item.description) || null,
  value: item,
});

function grouped({ options, option_groups: groups }) {
  if (groups)
    return groups.map((group) => ({
      label: plainString(group.label),
      options: (group.options ?? []).map(option),
    }));
  return [{ label: null, options: (options ?? []).map(option) }];
}

async function suggested(surface, block, element, typed) {
  const answer = await surface.suggest(block.block_id, element, typed);
  return answer.ok === false ? [] : grouped(answer);
}

const person = (id, app) => {
  const found = app.person(id);
  return {
    key: id,
    text: found?.name ?? id,
    description: found?.title || null,
    node: avatar(found, 20),
    value: id,
  };
};

const conversation = (id, app) => {
  const found = app.conversation(id);
  if (found?.kind === "im") return { ...person(found.with, app), key: id, value: id };
  return { key: id, text: found?.name ?? id, description: null, node: channelIcon(found), value: id };
};

const KINDS = { im: "im", private: "private", channel: "public" };

function conversations(element, app) {
  const {
    include,
    exclude_bot_users: noBots,
    exclude_external_shared_channels: noShared,
  } = element.filter ?? {};
  return app.sight.conversations.filter(
    (found) =>
      !found.is_archived &&
      (!include || include.includes(KINDS[found.kind])) &&
      !(noShared && found.shared_with?.length) &&
      !(noBots && found.kind === "im" && app.person(found.with)?.is_bot),
  );
}

const SOURCES = {
  static: { groups: grouped, show: option },
  external: { show: option },
  users: {
    groups: (_element, app) => [
      {
        label: null,
        options: Object.values(app.sight.people)
          .filter((found) => !found.is_bot)
          .map((found) => person(found.id, app)),
      },
    ],
    show: person,
  },
  channels: {
    groups: (_element, app) => [
      {
        label: null,
        options: app.sight.conversations
          .filter((found) => found.kind === "channel" && !found.is_archived)
          .map((found) => conversation(found.id, app)),
      },
    ],
    show: conversation,
  },
  conversations: {
    groups: (element, app) => [
      { label: null, options: conversations(element, app).map((found) => conversation(found.id, app)) },
    ],
    show: conversation,
  },
};
