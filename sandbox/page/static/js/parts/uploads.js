// Files chosen on the page. They travel inside the act that uses them, as base64.

const LARGEST = 20 * 1024 * 1024; // bytes

/** Reads files as `{id, name, mimetype, size, base64}`; one that is too large is left out with a word about it. */
export async function readFiles(files, app) {
  const read = [];
  for (const file of files) {
    if (file.size > LARGEST) {
      app.words.notify(`${file.name} is larger than 20 MB and was left out.`, "error");
      continue;
    }
    read.push({
      id: crypto.randomUUID?.() ?? `${file.name}-${file.size}-${read.length}`,
      name: file.name,
      mimetype: file.type,
      size: file.size,
      base64: await inBase64(file),
    });
  }
  return read;
}

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
