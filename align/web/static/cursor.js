// The cursor: the current bead, and the marked sentence in it.

import { say } from "./messages.js";
import { language } from "./rows.js";
import { state } from "./state.js";
import { list, paintCurrent, paintMark } from "./table.js";

export function moveTo(bead) {
  const before = state.current;
  state.current = bead ?? null;
  list.cursorItem = state.current;
  state.mark = { side: bead?.row && !bead.row.src.length ? "tgt" : "src", segment: 0 };
  for (const one of [before, bead]) {
    const element = one && list.entries.get(one)?.element;
    if (!element) continue;
    paintCurrent(element, one);
  }
}

export function go(bead, { focus = true, quiet = false } = {}) {
  if (!bead) return;
  moveTo(bead);
  const position = state.visible.indexOf(bead);
  if (position < 0) return;
  list.reveal(position);
  if (focus) focusRow();
  if (!quiet) history.replaceState(null, "", bead.row ? `#${encodeURIComponent(bead.row.key)}` : location.pathname);
}

// Focus the current row if the focused element was removed.
export function restoreFocus() {
  if (document.activeElement === document.body) focusRow();
}

// Focus the current row; try again if it is not drawn yet.
export function focusRow(tries = 40) {
  if (document.querySelector("dialog[open]")) return;
  const element = list.entries.get(state.current)?.element;
  if (element) element.focus({ preventScroll: true });
  else if (tries) setTimeout(() => focusRow(tries - 1), 25);
}

export function step(by) {
  const position = state.visible.indexOf(state.current);
  const next = position < 0 ? nearest() : Math.max(0, Math.min(state.visible.length - 1, position + by));
  if (next === position) say(by > 0 ? "This is the last pair" : "This is the first pair");
  go(state.visible[next]);
}

export const nearest = () => {
  const from = state.current?.index ?? 0;
  const at = state.visible.findIndex((bead) => bead.index >= from);
  return at < 0 ? state.visible.length - 1 : at;
};

export function moveMark(by) {
  const { row } = state.current ?? {};
  if (!row) return;
  const places = ["src", "tgt"].flatMap((name) => row[name].map((_, segment) => ({ side: name, segment })));
  const at = places.findIndex((place) => place.side === state.mark.side && place.segment === state.mark.segment);
  const place = places[Math.max(0, Math.min(places.length - 1, at + by))];
  if (!place) return;
  state.mark = place;
  paintMark(list.entries.get(state.current).element, state.current);
  const lang = state.documents[place.side === "src" ? 0 : 1].lang;
  const words = row[place.side][place.segment].words.map(([text]) => text).join("");
  say(`${language(lang)}, sentence ${place.segment + 1} of ${row[place.side].length}: ${words}`);
}
