// file_input: files are read here and travel with the values of the form.

import { h } from "../core/dom.js";
import { icon } from "../parts/icons.js";
import { choose, marks } from "./reporting.js";

export function FileInput(props, self) {
  const { surface, block, element, field } = props;
  const files = surface.value(block.block_id, element) ?? [];
  const most = element.max_files ?? 10;
  const accept = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const add = async (list) => {
    const uploaded = await surface.app.upload([...list].slice(0, most - files.length));
    if (uploaded.length)
      choose(props, self, [...(surface.value(block.block_id, element) ?? []), ...uploaded]);
  };
  const drop = (event) => {
    event.preventDefault();
    add(event.dataTransfer.files);
  };
  const remove = (file) =>
    choose(
      props,
      self,
      files.filter((other) => other !== file),
    );
  return h(
    "div",
    {
      class: "file-input",
      data: marks(block, element),
      ondragover: (event) => event.preventDefault(),
      ondrop: drop,
    },
    files.map((file) =>
      h(
        "div",
        { key: file.id, class: "file-chip" },
        icon("file", 16),
        h("span", null, file.name),
        h(
          "button",
          {
            type: "button",
            class: "chip-remove",
            "aria-label": `Remove ${file.name}`,
            onclick: () => remove(file),
          },
          icon("close", 12),
        ),
      ),
    ),
    files.length < most &&
      h(
        "label",
        { class: "file-drop" },
        h("input", {
          type: "file",
          class: "visually-hidden",
          id: field?.id,
          multiple: most > 1,
          accept,
          ...field?.aria,
          onchange: (event) => {
            add(event.target.files);
            event.target.value = "";
          },
        }),
        icon("upload", 16),
        h("span", null, most > 1 ? "Choose or drop files" : "Choose or drop a file"),
      ),
  );
}
