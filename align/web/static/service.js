// Requests to the server. Decisions are sent one after another. A decision without an answer is kept and sent again, so
// the page never says "saved" too early.

const HEADERS = { "content-type": "application/json", "x-align-review": "1" };
const STORAGE = "align-unsaved";
const PAUSE = 2000;

export const NO_ANSWER = `The server does not answer. If it has ended, start align review again with --port ${location.port}.`;

// The server refused a request: sending it again is useless.
export class Refusal extends Error {}

async function request(path, options) {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  if (answer.status === 401) {
    throw new Error("The server was restarted. Open the new link in its terminal; unsaved decisions are then saved.");
  }
  const content = await answer.json().catch(() => ({ error: "The server failed. Reload the page to see whether your decision was saved." }));
  if (answer.status === 503) throw new Error(content.error);
  if (!answer.ok) throw new Refusal(content.error);
  return content;
}

export function getJson(path, parameters = {}) {
  return request(`${path}?${new URLSearchParams(parameters)}`);
}

function postJson(path, body) {
  return request(path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
}

export class Saver {
  // Callbacks: `onAnswer(answer, decision)`, `onRefusal(message, decision)`, `onState(state, unsaved, why)`.
  constructor({ onAnswer, onRefusal, onState }) {
    Object.assign(this, { onAnswer, onRefusal, onState });
    this.queue = loadUnsaved();
    this.busy = false;
    this.timer = 0;
    if (this.queue.length) this.run();
  }

  get idle() {
    return this.queue.length === 0;
  }

  add(decision) {
    this.queue.push(decision);
    this.store();
    this.run();
  }

  async run() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.queue.length) {
        this.onState("saving", this.queue.length);
        const [decision] = this.queue;
        let answer;
        try {
          answer = await postJson("/api/decide", decision);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          this.drop();
          this.onRefusal(error.message, decision);
          continue;
        }
        this.drop();
        this.onAnswer(answer, decision);
      }
      this.onState("saved", 0);
    } catch (error) {
      const why = error instanceof TypeError ? NO_ANSWER : error.message;
      this.onState("failed", this.queue.length, why);
      this.timer = setTimeout(() => this.run(), PAUSE);
    } finally {
      this.busy = false;
    }
  }

  drop() {
    this.queue.shift();
    this.store();
  }

  // Keep unsaved decisions over a reload of the page.
  store() {
    try {
      sessionStorage.setItem(STORAGE, JSON.stringify(this.queue));
    } catch {
      // Without storage they are lost when the page is closed; the browser asks before that.
    }
  }
}

function loadUnsaved() {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE)) ?? [];
  } catch {
    return [];
  }
}
