// What the server says: the beads of a pair, their words, and what has changed. The grid is told of beads that were all
// asked for anew by the event "anew", and of another pair by "opened" before it.

import { go, moveTo, refind } from "./cursor.js";
import { ask } from "./service.js";
import { grid, pairs, state } from "./state.js";
import { failing, offline, shownEdited, shownState } from "./status.js";
import { figures, filter, headline, indexOf, list, renumber } from "./table.js";

export const POLL = 4000;
const PAGE = 60;

async function fetchRows(from, to) {
  const first = indexOf(from);
  const last = Math.min(indexOf(to - 1) + 1, first + 250);
  const start = Math.max(0, first - PAGE / 2);
  const name = `${state.pair}:${start}:${last}:${state.revision}`;
  if (state.asking.has(name)) return;
  state.asking.add(name);
  try {
    const answer = await ask("/api/rows", { pair: state.pair, since: state.revision, from: start, to: last + PAGE / 2 });
    if (!heard(answer) || answer.revision < state.revision) return;
    let came = false;
    answer.rows.forEach((row, k) => {
      const bead = state.beads[answer.from + k];
      if (!bead) return;
      // What is as it was keeps its element: somebody may be about to click in it. Whether a row opens a paragraph
      // shows only when the row before it has come.
      const changed = came || JSON.stringify(bead.row) !== JSON.stringify(row);
      came = !bead.row;
      Object.assign(bead, { c: row.c, s: row.s, t: row.t, h: row.h, f: row.f, row, old: false });
      if (changed) list.stale(bead);
    });
    list.render();
    grid.setAttribute("aria-busy", "false");
  } catch (error) {
    offline(error);
    setTimeout(() => list.render(), 1500);
  } finally {
    state.asking.delete(name);
  }
}

let wanted = 0;

export async function open(pair, at = null) {
  wanted = pair;
  const answer = await ask("/api/outline", { pair });
  // Somebody may have chosen another pair meanwhile.
  if (wanted !== pair) return;
  if (pairs) pairs.value = pair;
  const pins = { src: null, tgt: null };
  Object.assign(state, { pair, pins, documents: answer.documents, found: null, current: null, beads: heads(answer) });
  outlined(answer);
  const bead = state.beads[at] ?? state.beads.find((one) => one.s === "machine") ?? state.beads[0];
  if (bead) go(bead, { quiet: true, focus: document.activeElement === document.body });
  grid.dispatchEvent(new Event("opened"));
  grid.dispatchEvent(new Event("anew"));
}

function heads({ beads }) {
  const columns = Object.entries(beads);
  return beads.c.map((_, index) => ({ index, ...Object.fromEntries(columns.map(([name, values]) => [name, values[index]])) }));
}

function outlined(answer) {
  Object.assign(state, { epoch: answer.epoch, revision: answer.revision });
  headline();
  figures(answer);
  filter();
}

// So much has changed that all is asked for anew. Rows stay as they are until their new content has come.
async function reload() {
  if (state.reloading) return;
  state.reloading = true;
  try {
    const { pair } = state;
    const answer = await ask("/api/outline", { pair });
    if (pair !== state.pair) return;
    const { current } = state;
    const fresh = heads(answer);
    if (fresh.length === state.beads.length) {
      state.beads.forEach((bead, index) => {
        // What was decided shows at once.
        if (bead.s !== fresh[index].s) list.stale(bead);
        Object.assign(bead, fresh[index], { old: true });
      });
    } else {
      const place = current?.row ? await ask("/api/place", { key: current.row.key }).catch(() => null) : null;
      if (pair !== state.pair) return;
      state.beads = fresh;
      moveTo(fresh[Math.min(place?.at ?? current?.index ?? 0, fresh.length - 1)]);
    }
    outlined(answer);
    grid.dispatchEvent(new Event("anew"));
    refind();
  } catch (error) {
    offline(error);
  } finally {
    state.reloading = false;
  }
}

// Take in what has changed. False if so much has that everything was asked for anew, or if it is about another pair
// than the one that is shown.
export function heard(answer) {
  if (answer.pair !== state.pair) return false;
  if (answer.epoch !== state.epoch || answer.changes === null) {
    reload();
    return false;
  }
  figures(answer);
  if (answer.revision <= state.revision) return true;
  // Answers may cross; what an earlier one brought is not taken in twice.
  answer.changes.filter((change) => change.revision > state.revision).forEach(apply);
  state.revision = answer.revision;
  filter();
  refind();
  return true;
}

function apply(change) {
  const added = change.rows.map((row) => ({ c: row.c, s: row.s, t: row.t, h: row.h, f: row.f, row }));
  const gone = state.beads.splice(change.at, change.removed, ...added);
  state.beads.forEach((bead, index) => (bead.index = index));
  renumber();
  if (gone.includes(state.current)) {
    const same = added.find((bead) => bead.row.key === state.current.row?.key);
    const nth = gone.indexOf(state.current);
    const next = same ?? added[Math.min(nth, added.length - 1)] ?? state.beads[Math.min(change.at, state.beads.length - 1)];
    moveTo(next);
  }
  for (const bead of gone) {
    const same = added.find((other) => other.row.key === bead.row?.key);
    if (same) same.height = bead.height;
  }
}

export async function refresh() {
  if (!state.epoch || document.hidden) return;
  try {
    const answer = await ask("/api/changes", { pair: state.pair, since: state.revision });
    heard(answer);
    shownEdited(answer.edited);
    if (failing()) shownState("saved", 0);
  } catch (error) {
    offline(error);
  }
}

setInterval(refresh, POLL);
document.addEventListener("visibilitychange", refresh);

grid.addEventListener("lacking", ({ detail }) => fetchRows(...detail));
