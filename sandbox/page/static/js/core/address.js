// What the address bar says: who one is, what is open, and who is on the other side.

/** `{as, in, thread, beside}` as the address has them; missing ones are null. */
export function readAddress() {
  const params = new URLSearchParams(location.search);
  return Object.fromEntries(["as", "in", "thread", "beside"].map((name) => [name, params.get(name)]));
}

export function addressOf(values) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) params.set(name, value);
  const query = params.toString();
  return query ? `/?${query}` : "/";
}

/** Keeps the address in step, and tells the page around this one where it is one of two panes. */
export function writeAddress(values) {
  const address = addressOf(values);
  if (address !== location.pathname + location.search) history.replaceState(null, "", address);
  if (window.parent !== window) window.parent.postMessage({ pane: values }, location.origin);
}

export const isPane = () => window.parent !== window;
