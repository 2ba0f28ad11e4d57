// The actions: a function for each command, and for each button of a card.

import { askComment, askDismissal, askVerdict, correctSource, pickPairing } from "./choices.js";
import { COMMANDS, keyLabel } from "./commands.js";
import { go, moveMark, step } from "./cursor.js";
import { decide, decideIfSaved } from "./decisions.js";
import { openDialog } from "./dialog.js";
import { say } from "./messages.js";
import { band, make } from "./rows.js";
import { getJson } from "./service.js";
import { splitPoint } from "./split_point.js";
import { controls, grid, state } from "./state.js";
import { showError } from "./status.js";
import { list, paintPins } from "./table.js";
import { loadSetting, saveSetting } from "./window.js";

function judge(action, status) {
  const bead = state.current;
  if (!bead?.row) return;
  bead.pending = status;
  list.invalidate(bead);
  const next = state.visible[state.visible.indexOf(bead) + 1];
  decide(action, { beads: [bead.row.key], say: `Pair ${bead.index + 1} ${status}` });
  if (next) go(next);
  else list.render();
}

function shift(direction) {
  if (state.current?.row) decideIfSaved("shift", { beads: [state.current.row.key], side: state.mark.side, step: direction, say: direction < 0 ? "Moved up" : "Moved down" });
}

function pin() {
  const { side: name, segment } = state.mark;
  const marked = state.current?.row?.[name][segment];
  if (!marked) return;
  const other = name === "src" ? "tgt" : "src";
  state.pins[name] = state.pins[name] === marked.n ? null : marked.n;
  if (state.pins.src !== null && state.pins.tgt !== null) {
    const runs = ["src", "tgt"].map((one) => [state.pins[one], state.pins[one] + 1]);
    state.pins = { src: null, tgt: null };
    decideIfSaved("link", { runs, say: "The pinned sentences are now a pair" });
  } else {
    say(state.pins[name] === null ? "Pin removed" : `Pinned. Now pin a sentence in the ${other === "src" ? "first" : "second"} column to pair the two`);
  }
  for (const [bead, { element }] of list.entries) if (bead.row) paintPins(element, bead);
}

async function comment() {
  const bead = state.current;
  if (!bead?.row) return;
  const note = await askComment(`Comment on pair ${bead.index + 1}`);
  if (note) decide("comment", { beads: [bead.row.key], note, say: "Comment saved" });
}

async function candidates() {
  const bead = state.current;
  if (!bead?.row) return;
  try {
    const answer = await getJson("/api/candidates", { pair: state.pair, bead: bead.row.key });
    const runs = await pickPairing(answer.candidates, state.documents);
    if (runs) decideIfSaved("link", { runs, say: "Paired as chosen" });
  } catch (error) {
    showError(error);
  }
}

// Do what a button of a card stands for.
async function actOnCard(action, card, rendering) {
  if (action === "dismiss") {
    const note = await askDismissal(card);
    if (note) decide("dismiss", { fingerprint: card.fingerprint, note, say: `Finding ${card.rule} dismissed` });
    return;
  }
  if (action === "restore") {
    decide("restore", { fingerprint: card.fingerprint, say: `Finding ${card.rule} is open again` });
    return;
  }
  const about = { document: rendering.document, quotation: rendering.quotation };
  if (action === "uphold") decide("uphold", { ...about, value: rendering.verdict, say: "Verdict accepted" });
  if (action === "overrule") {
    const answer = await askVerdict(rendering);
    if (answer) decide("overrule", { ...about, ...answer, say: `Verdict changed to ${answer.value}` });
  }
  if (action === "comment") {
    const note = await askComment("Comment on this quotation");
    if (note) decide("comment", { ...about, note, say: "Comment saved" });
  }
  if (action === "span") {
    try {
      const answer = await correctSource(card, rendering);
      if (answer) decide("span", { ...about, ...answer, say: "Source corrected" });
    } catch (error) {
      showError(error);
    }
  }
}

export const singleKeys = () => loadSetting("align-keys") !== "off";

export async function help() {
  const rows = COMMANDS.map(({ keys, help: words }) =>
    make("div", {}, make("dt", {}, ...keys.map((key) => make("kbd", {}, keyLabel(key)))), make("dd", {}, words)),
  );
  const single = make("input", { type: "checkbox", name: "single" });
  single.checked = singleKeys();
  single.addEventListener("change", () => saveSetting("align-keys", single.checked ? "" : "off"));
  await openDialog("Keys", [make("dl", { class: "keys" }, ...rows), make("label", { class: "check" }, single, " Single keys act on the pair")], { accept: null });
}

const ACTIONS = {
  next: () => step(1),
  previous: () => step(-1),
  first: () => go(state.visible[0]),
  last: () => go(state.visible.at(-1)),
  left: () => moveMark(-1),
  right: () => moveMark(1),
  accept: () => judge("accept", "accepted"),
  reject: () => judge("reject", "rejected"),
  merge: () => {
    const next = state.beads[state.current?.index + 1];
    if (!next) return say("This is the last pair; there is no next pair to merge it with");
    if (next.row) decideIfSaved("merge", { beads: [state.current.row.key, next.row.key], say: "Merged" });
  },
  split: () => {
    const at = state.current?.row && splitPoint(state.current.row, state.mark);
    if (at) decideIfSaved("split", { beads: [state.current.row.key], at, say: "Split" });
    else say("Nothing to split: no side has two sentences");
  },
  up: () => shift(-1),
  down: () => shift(1),
  pin,
  realign: () => state.current?.row && decideIfSaved("realign", { bead: state.current.row.key, say: "Realigned between the nearest accepted pairs" }),
  candidates,
  above: () => state.current?.row && decideIfSaved("accept", { above: state.current.row.key, say: "All pairs above that were not reviewed are accepted" }),
  comment,
  undo: () => decideIfSaved("undo", { say: "Undone" }),
  redo: () => decideIfSaved("redo", { say: "Redone" }),
  unsure: () => {
    const from = state.visible.indexOf(state.current) + 1;
    const wanted = (bead) => bead.s === "machine" && !bead.pending && band(bead.c) === "unsure";
    const next = state.visible.slice(from).find(wanted) ?? state.visible.slice(0, from).find(wanted);
    if (next) go(next);
    else say("No unsure pair is left to review");
  },
  inside: () => {
    const row = list.entries.get(state.current)?.element;
    (row?.querySelector(".panel summary, .panel button") ?? row?.querySelector(".margin a"))?.focus();
  },
  find: () => controls.elements.words.select(),
  help,
};

// Run a command. A command that changes a bead needs one that is visible.
export function perform(name) {
  const changes = COMMANDS.find((command) => command.name === name).changes;
  if (changes && !state.visible.includes(state.current)) say("No pair is shown, so nothing was done");
  else ACTIONS[name]();
}

grid.addEventListener("cardaction", ({ detail }) => actOnCard(...detail));
