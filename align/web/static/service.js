// What the page asks of its server, and what it tells it. Decisions go one after another; one that was not
// acknowledged is kept and sent again, so that "saved" is never said too early.

const HEADERS = { "content-type": "application/json", "x-align-review": "1" };
const KEPT = "align-unsaved";
const PAUSE = 2000;

export const SILENT = `The server does not answer. If it has ended, start align review again with --port ${location.port}.`;

export class Refused extends Error {}

async function request(path, options) {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  if (answer.status === 401) {
    throw new Error("The server was started anew. Open the link that its terminal shows; what waits here is then saved.");
  }
  const content = await answer.json().catch(() => ({ wrong: "The server failed at this; reload to see whether it is done." }));
  if (answer.status === 503) throw new Error(content.wrong);
  if (!answer.ok) throw new Refused(content.wrong);
  return content;
}

export function ask(path, parameters = {}) {
  return request(`${path}?${new URLSearchParams(parameters)}`);
}

export function tell(path, body) {
  return request(path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
}

export class Saver {
  // `heard` gets every answer, `refused` every refusal with its decision, `changed` the state to show.
  constructor({ heard, refused, changed }) {
    Object.assign(this, { heard, refused, changed });
    this.waiting = remembered();
    this.busy = false;
    this.timer = 0;
    if (this.waiting.length) this.run();
  }

  get idle() {
    return this.waiting.length === 0;
  }

  add(decision) {
    this.waiting.push(decision);
    this.remember();
    this.run();
  }

  async run() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.waiting.length) {
        this.changed("saving", this.waiting.length);
        const [decision] = this.waiting;
        let answer;
        try {
          answer = await tell("/api/decide", decision);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          this.drop();
          this.refused(error.message, decision);
          continue;
        }
        this.drop();
        this.heard(answer, decision);
      }
      this.changed("saved", 0);
    } catch (error) {
      const why = error instanceof TypeError ? SILENT : error.message;
      this.changed("failed", this.waiting.length, why);
      this.timer = setTimeout(() => this.run(), PAUSE);
    } finally {
      this.busy = false;
    }
  }

  drop() {
    this.waiting.shift();
    this.remember();
  }

  // A reload of the page must not lose what the server has not got.
  remember() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.waiting));
    } catch {
      // Without storage it is kept until the page is closed, and the page asks before that.
    }
  }
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}
