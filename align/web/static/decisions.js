// The decisions of the person, sent to the server.

import { go } from "./cursor.js";
import { say, warn } from "./messages.js";
import { showRefused } from "./refused_words.js";
import { getJson, Saver } from "./service.js";
import { grid, state } from "./state.js";
import { showError, showProgress, showState } from "./status.js";
import { applyAnswer, open, refresh } from "./sync.js";
import { list } from "./table.js";

const saver = new Saver({
  onAnswer: (answer, decision) => {
    warn("");
    clearPending(decision);
    const here = applyAnswer(answer);
    if (decision.say) say(decision.say);
    // Go to the bead that an undo or redo changed.
    const { last } = answer;
    if (!last || !["undo", "redo"].includes(decision.action)) return;
    if (last.pair !== state.pair) open(last.pair, last.at).catch(showError);
    else if (here) go(state.beads[Math.min(last.at, state.beads.length - 1)], { focus: grid.contains(document.activeElement) || document.activeElement === document.body });
  },
  onRefusal: (message, decision) => {
    clearPending(decision);
    warn(message);
    if (decision.note) showRefused(decision.note, message);
    refresh();
  },
  onState: showState,
});

function clearPending(decision) {
  for (const bead of state.beads) {
    if (bead.pending && decision.beads?.includes(bead.row?.key)) {
      bead.pending = undefined;
      list.invalidate(bead);
    }
  }
  list.render();
}

// A random id: the server recognises a request that it gets twice.
const nonce = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function decide(action, more = {}) {
  saver.add({ pair: state.pair, since: state.revision, epoch: state.epoch, nonce: nonce(), action, ...more });
  if (action === "realign") watchProgress();
}

// Show the progress of a realignment, which may take long.
function watchProgress() {
  const timer = setInterval(async () => {
    if (saver.idle) {
      clearInterval(timer);
      return;
    }
    const { progress } = await getJson("/api/progress").catch(() => ({}));
    if (progress) showProgress(progress);
  }, 800);
}

// Decide only if everything is saved: this decision adds or removes beads, and unsaved ones may be about the same beads.
export function decideIfSaved(action, more) {
  if (saver.idle) decide(action, more);
  else warn("Wait until everything is saved, then try again.");
}

addEventListener("beforeunload", (event) => {
  if (!saver.idle) event.preventDefault();
});

document.querySelector("button[name=retry]").addEventListener("click", () => (saver.idle ? refresh() : saver.run()));
