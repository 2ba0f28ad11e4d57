// Beads and their changes, from the server. Events of the grid: "opened" after another text was opened, "reloaded" after
// all beads were fetched.

import { go, moveTo, restoreFocus } from "./cursor.js";
import { getJson } from "./service.js";
import { grid, pairs, state } from "./state.js";
import { isFailing, showEdits, showError, showState } from "./status.js";
import { applyFilter, indexOf, list, renumber, showCounts, showHeadings } from "./table.js";

export const POLL = 4000;
const PAGE = 60;

async function fetchRows(from, to) {
  const first = indexOf(from);
  const last = Math.min(indexOf(to - 1) + 1, first + 250);
  const start = Math.max(0, first - PAGE / 2);
  const name = `${state.pair}:${start}:${last}:${state.revision}`;
  if (state.requests.has(name)) return;
  state.requests.add(name);
  try {
    const answer = await getJson("/api/rows", { pair: state.pair, since: state.revision, from: start, to: last + PAGE / 2 });
    if (!applyAnswer(answer) || answer.revision < state.revision) return;
    let isNew = false;
    answer.rows.forEach((row, k) => {
      const bead = state.beads[answer.from + k];
      if (!bead) return;
      // Unchanged rows keep their elements, since somebody may be about to click there. A row is also drawn again if the
      // row before it is new, because that one decides whether this one begins a paragraph.
      const changed = isNew || JSON.stringify(bead.row) !== JSON.stringify(row);
      isNew = !bead.row;
      Object.assign(bead, { c: row.c, s: row.s, t: row.t, h: row.h, f: row.f, row, old: false });
      if (changed) list.invalidate(bead);
    });
    list.render();
    grid.setAttribute("aria-busy", "false");
  } catch (error) {
    showError(error);
    setTimeout(() => list.render(), 1500);
  } finally {
    state.requests.delete(name);
  }
}

let wanted = 0;

export async function open(pair, at = null) {
  wanted = pair;
  const answer = await getJson("/api/outline", { pair });
  // The person may have chosen another text meanwhile.
  if (wanted !== pair) return;
  if (pairs) pairs.value = pair;
  const pins = { src: null, tgt: null };
  Object.assign(state, { pair, pins, documents: answer.documents, matches: null, current: null, beads: makeBeads(answer) });
  applyOutline(answer);
  const bead = state.beads[at] ?? state.beads.find((one) => one.s === "machine") ?? state.beads[0];
  if (bead) go(bead, { quiet: true, focus: document.activeElement === document.body });
  grid.dispatchEvent(new Event("opened"));
  grid.dispatchEvent(new Event("reloaded"));
}

function makeBeads({ beads }) {
  const columns = Object.entries(beads);
  return beads.c.map((_, index) => ({ index, ...Object.fromEntries(columns.map(([name, values]) => [name, values[index]])) }));
}

function applyOutline(answer) {
  Object.assign(state, { epoch: answer.epoch, revision: answer.revision });
  showHeadings();
  showCounts(answer);
  applyFilter();
}

// Fetch all beads again. Rows keep their content until the new one arrives.
async function reload() {
  if (state.reloading) return;
  state.reloading = true;
  try {
    const { pair } = state;
    const answer = await getJson("/api/outline", { pair });
    if (pair !== state.pair) return;
    const { current } = state;
    const fresh = makeBeads(answer);
    if (fresh.length === state.beads.length) {
      state.beads.forEach((bead, index) => {
        // Show a new status at once.
        if (bead.s !== fresh[index].s) list.invalidate(bead);
        Object.assign(bead, fresh[index], { old: true });
      });
    } else {
      const place = current?.row ? await getJson("/api/place", { key: current.row.key }).catch(() => null) : null;
      if (pair !== state.pair) return;
      state.beads = fresh;
      moveTo(fresh[Math.min(place?.at ?? current?.index ?? 0, fresh.length - 1)]);
    }
    applyOutline(answer);
    grid.dispatchEvent(new Event("reloaded"));
    restoreFocus();
  } catch (error) {
    showError(error);
  } finally {
    state.reloading = false;
  }
}

// Apply the changes in an answer. Return false if the answer is about another text, or if all beads must be fetched again.
export function applyAnswer(answer) {
  if (answer.pair !== state.pair) return false;
  if (answer.epoch !== state.epoch || answer.changes === null) {
    reload();
    return false;
  }
  showCounts(answer);
  if (answer.revision <= state.revision) return true;
  // Answers may arrive out of order; apply no change twice.
  answer.changes.filter((change) => change.revision > state.revision).forEach(apply);
  state.revision = answer.revision;
  applyFilter();
  restoreFocus();
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
    const answer = await getJson("/api/changes", { pair: state.pair, since: state.revision });
    applyAnswer(answer);
    showEdits(answer.edited);
    if (isFailing()) showState("saved", 0);
  } catch (error) {
    showError(error);
  }
}

setInterval(refresh, POLL);
document.addEventListener("visibilitychange", refresh);

grid.addEventListener("rowsneeded", ({ detail }) => fetchRows(...detail));
