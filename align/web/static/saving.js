// What a person decides, on its way to the disk.

import { go } from "./cursor.js";
import { keepWords } from "./refused.js";
import { ask, Saver } from "./service.js";
import { grid, state } from "./state.js";
import { offline, shownProgress, shownState } from "./status.js";
import { heard, open, refresh } from "./sync.js";
import { list } from "./table.js";
import { say, warn } from "./talk.js";

const saver = new Saver({
  heard: (answer, decision) => {
    warn("");
    forget(decision);
    const here = heard(answer);
    if (decision.say) say(decision.say);
    // What was taken back or done again is shown, wherever it is.
    const { last } = answer;
    if (!last || !["undo", "redo"].includes(decision.action)) return;
    if (last.pair !== state.pair) open(last.pair, last.at).catch(offline);
    else if (here) go(state.beads[Math.min(last.at, state.beads.length - 1)], { focus: grid.contains(document.activeElement) || document.activeElement === document.body });
  },
  refused: (message, decision) => {
    forget(decision);
    warn(message);
    if (decision.note) keepWords(decision.note, message);
    refresh();
  },
  changed: shownState,
});

function forget(decision) {
  for (const bead of state.beads) {
    if (bead.pending && decision.beads?.includes(bead.row?.key)) {
      bead.pending = undefined;
      list.stale(bead);
    }
  }
  list.render();
}

// By this name the server knows again what it is told twice.
const nonce = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function decide(action, more = {}) {
  saver.add({ pair: state.pair, since: state.revision, epoch: state.epoch, nonce: nonce(), action, ...more });
  if (action === "realign") watch();
}

// To align anew may take long.
function watch() {
  const timer = setInterval(async () => {
    if (saver.idle) {
      clearInterval(timer);
      return;
    }
    const { doing } = await ask("/api/doing").catch(() => ({}));
    if (doing) shownProgress(doing);
  }, 800);
}

// What changes the shape of the beads waits for the server, so nothing is decided on beads that may not be there.
export function reshape(action, more) {
  if (saver.idle) decide(action, more);
  else warn("Wait until everything is saved; then this can be done.");
}

addEventListener("beforeunload", (event) => {
  if (!saver.idle) event.preventDefault();
});

document.querySelector("button[name=retry]").addEventListener("click", () => (saver.idle ? refresh() : saver.run()));
