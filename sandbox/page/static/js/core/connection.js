// The two ways to the server: a live connection that brings a Sight and then changes, and acts that go the other way.

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

/** Keeps a live connection to the server as one person and makes it anew when it is lost. */
export class Connection {
  constructor(handle, { onChange, onStatus }) {
    this.handle = handle;
    this.onChange = onChange;
    this.onStatus = onStatus;
    this.wait = FIRST_WAIT;
    this.closed = false;
  }

  open() {
    if (this.closed) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(
      `${scheme}//${location.host}/sandbox/live?as=${encodeURIComponent(this.handle)}`,
    );
    this.socket = socket;
    socket.onmessage = (event) => {
      if (this.closed || this.socket !== socket) return;
      this.wait = FIRST_WAIT;
      this.onStatus("open");
      this.onChange(JSON.parse(event.data));
    };
    socket.onclose = () => this.lost(socket);
  }

  lost(socket) {
    if (this.closed || this.socket !== socket) return;
    this.onStatus("lost");
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}

/** Carries one act out as `handle`. Never throws: a server that cannot be reached is an answer too. */
export async function act(handle, body) {
  try {
    const response = await fetch("/sandbox/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: handle, ...body }),
    });
    const answer = await response.json();
    return { ok: response.ok, ...answer };
  } catch {
    return { ok: false, error: "unreachable", detail: "The workspace cannot be reached. Nothing was sent." };
  }
}

export async function people() {
  const response = await fetch("/sandbox/people");
  if (!response.ok) throw new Error(`people: ${response.status}`);
  return response.json();
}
