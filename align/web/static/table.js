// The table of beads: rows, strip, headings, counts and filters. Events of the grid: "rowsneeded" asks for the content of
// rows, "cardaction" is a click on a button of a card.

import { List } from "./list.js";
import { band, language, make, rowHeader, textCell } from "./rows.js";
import { sidePanel } from "./side_panel.js";
import { controls, grid, number, state } from "./state.js";
import { Strip } from "./strip.js";

const notify = (name, detail) => grid.dispatchEvent(new CustomEvent(name, { detail }));
const nothing = document.querySelector(".nothing");
export const list = new List({ element: grid, draw, guess, onNeed: (from, to) => notify("rowsneeded", [from, to]), onMove: (from, to) => strip.window(indexOf(from), indexOf(to - 1) + 1) });

export const strip = new Strip(document.querySelector(".strip canvas"), {
  go: (index) => {
    const position = state.visible.findIndex((bead) => bead.index >= index);
    if (position >= 0) list.reveal(position, { centre: true });
  },
});

export const indexOf = (position) => state.visible[position]?.index ?? 0;

// Present characters per line of a column, height of a line in pixels, and number of columns.
let line = { letters: 60, height: 27 };

export function measureLine() {
  const columns = innerWidth < 736 ? 1 : grid.classList.contains("n3") ? 3 : 2;
  const width = (grid.clientWidth || innerWidth) - (columns > 1 ? 150 : 40);
  const size = parseFloat(getComputedStyle(grid).fontSize);
  line = { letters: Math.max(10, width / columns / (size * 0.46)), height: size * 1.6, columns };
}

function guess(bead) {
  const lines = Math.max(2, Math.ceil(bead.h / line.letters)) * (line.columns === 1 ? 2 : 1);
  return lines * line.height + 12 + (bead.f.includes("b") ? 160 : 0);
}

function draw(bead) {
  const [src, tgt] = state.documents;
  const row = make(
    "div",
    { role: "row", class: classes(bead), id: bead.row.key },
    rowHeader(bead, bead.index + 1),
    textCell(bead.row.src, "src", src.lang),
    textCell(bead.row.tgt, "tgt", tgt.lang),
  );
  row.querySelectorAll("[role=gridcell]").forEach((cell) => (cell.dataset.lang = cell.lang));
  if (grid.classList.contains("n3")) row.append(sidePanel(bead, (...what) => notify("cardaction", what)));
  paintCurrent(row, bead);
  paintPins(row, bead);
  return row;
}

// Update the numbers of the drawn rows after beads were added or removed.
export function renumber() {
  for (const [bead, { element }] of list.entries) element.querySelector(".margin a").textContent = bead.index + 1;
}

function classes(bead) {
  const parts = ["row", band(bead.c), bead.s];
  const before = state.beads[bead.index - 1]?.row;
  const opens = ["src", "tgt"].some((name) => bead.row[name].length && (bead.row[name][0].opens || !before));
  if (opens) parts.push("opens");
  if (bead.pending) parts.push("pending");
  return parts.join(" ");
}

export function showHeadings() {
  const any = state.beads.some((bead) => /[bn]/.test(bead.f));
  grid.classList.toggle("n3", any);
  grid.classList.toggle("n2", !any);
  const head = document.querySelector(".head");
  head.className = `head ${any ? "n3" : "n2"}`;
  head.replaceChildren(
    make("span", {}, "Pair"),
    ...state.documents.map((document_) => make("span", {}, language(document_.lang))),
    ...(any ? [make("span", {}, "Sources, findings, comments")] : []),
  );
  grid.setAttribute("aria-colcount", any ? 4 : 3);
  measureLine();
}

export function showCounts(answer) {
  const { reviewed, total, checking } = answer;
  const bar = document.querySelector(".progress progress");
  bar.max = Math.max(1, total);
  bar.value = reviewed;
  document.querySelector(".progress span").textContent =
    `${number(reviewed)} of ${number(total)} reviewed${checking ? ", checking…" : ""}`;
}

// Mark the row of the cursor. The Tab key reaches only this row and its buttons.
export function paintCurrent(element, bead) {
  const here = bead === state.current;
  for (const stop of [element, ...element.querySelectorAll("a, button, summary")]) stop.tabIndex = here ? 0 : -1;
  if (here) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
  element.querySelector(".seg.marked")?.classList.remove("marked");
  if (here) paintMark(element, bead);
}

export function paintMark(row, bead) {
  const { side: name, segment } = state.mark;
  row.querySelector(".seg.marked")?.classList.remove("marked");
  if (!bead.row[name].length) return;
  row.querySelector(`.seg[data-side=${name}][data-segment="${segment}"]`)?.classList.add("marked");
}

export function paintPins(row, bead) {
  for (const name of ["src", "tgt"]) {
    const pin = state.pins[name];
    bead.row[name].forEach((segment, k) => {
      const span = row.querySelector(`.seg[data-side=${name}][data-segment="${k}"]`);
      span.classList.toggle("pinned", pin === segment.n);
    });
  }
}

const FILTERS = {
  all: () => true,
  open: (bead) => bead.s === "machine",
  unsure: (bead) => band(bead.c) === "unsure",
  uneven: (bead) => bead.t !== "1-1",
  missing: (bead) => bead.t.startsWith("0-") || bead.t.endsWith("-0"),
  quoted: (bead) => bead.f.includes("q"),
  found: (bead) => bead.f.includes("f"),
  rejected: (bead) => bead.s === "rejected" || bead.s === "needs-review",
};

// Show the beads of the chosen filter that match the search. The current bead stays visible even if it no longer
// matches, unless the person has just chosen the filter.
export function applyFilter({ chosen = false } = {}) {
  const { show } = controls.elements;
  const exception = chosen || !state.visible.length ? null : state.current;
  const keep = (bead) => FILTERS[show.value](bead) || bead === exception;
  state.visible = state.beads.filter((bead) => keep(bead) && (!state.matches || state.matches.has(bead)));
  for (const choice of show) {
    choice.parentElement.querySelector("b").textContent = number(state.beads.filter(FILTERS[choice.value]).length);
  }
  document.querySelector(".count").textContent = `${number(state.visible.length)} of ${number(state.beads.length)} pairs`;
  nothing.hidden = state.visible.length > 0;
  nothing.textContent = state.beads.length
    ? "No pair matches. Press Enter in the search field to search by meaning, or Esc to show all pairs."
    : "These texts have no sentences, so there is nothing to review.";
  grid.setAttribute("aria-rowcount", state.visible.length);
  list.cursorItem = state.visible.includes(state.current) ? state.current : null;
  list.set(state.visible);
  strip.set(state.beads);
}
