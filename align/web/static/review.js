// The review page: what is on it, where the cursor is, and what keys and buttons do.

import { beside, openCard } from "./beside.js";
import { COMMANDS, commandOf, shown } from "./commands.js";
import { correctSource, dismissal, overruling, pickPair, pickParked, remark } from "./choices.js";
import { cut } from "./cut.js";
import { List } from "./list.js";
import { pickMeaning } from "./meaning.js";
import { keepWords } from "./refused.js";
import { band, head, language, make, side } from "./rows.js";
import { ask, Refused, Saver } from "./service.js";
import { Strip } from "./strip.js";
import { ask as askPerson, say, warn } from "./talk.js";
import { equip } from "./tools.js";
import { colour, cover, remember, remembered } from "./window.js";

const POLL = 4000;
const PAGE = 60;
const grid = document.querySelector("#beads");
const controls = document.querySelector(".controls");
const saved = document.querySelector(".saved");
const nothing = document.querySelector(".nothing");
const tools = document.querySelector(".tools");
const pairs = document.querySelector("select[name=pair]");

const state = {
  pair: null,
  epoch: "",
  revision: 0,
  beads: [],
  visible: [],
  found: null,
  current: null,
  mark: { side: "src", segment: 0 },
  pins: { src: null, tgt: null },
  documents: [],
  asking: new Set(),
};

// ---- the list of beads

const list = new List({ element: grid, draw, guess, lacking: fetchRows, moved: (from, to) => strip.window(indexOf(from), indexOf(to - 1) + 1) });
const strip = new Strip(document.querySelector(".strip canvas"), {
  go: (index) => {
    const position = state.visible.findIndex((bead) => bead.index >= index);
    if (position >= 0) list.reveal(position, { centre: true });
  },
});

const indexOf = (position) => state.visible[position]?.index ?? 0;

// Characters in a line of a column, and the height of a line, as they are on this page now.
let line = { letters: 60, height: 27 };
function measureLine() {
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
    head(bead, bead.index + 1),
    side(bead.row.src, "src", src.lang),
    side(bead.row.tgt, "tgt", tgt.lang),
  );
  row.querySelectorAll("[role=gridcell]").forEach((cell) => (cell.dataset.lang = cell.lang));
  if (grid.classList.contains("n3")) row.append(beside(bead, act));
  paintCurrent(row, bead);
  paintPins(row, bead);
  return row;
}

function classes(bead) {
  const parts = ["row", band(bead.c), bead.s];
  const before = state.beads[bead.index - 1]?.row;
  const opens = ["src", "tgt"].some((name) => bead.row[name].length && (bead.row[name][0].opens || !before));
  if (opens) parts.push("opens");
  if (bead.pending) parts.push("pending");
  return parts.join(" ");
}

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
    answer.rows.forEach((row, k) => {
      const bead = state.beads[answer.from + k];
      if (!bead) return;
      Object.assign(bead, { c: row.c, s: row.s, t: row.t, h: row.h, f: row.f, row, old: false });
      list.stale(bead);
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

// ---- what the server says

let wanted = 0;
async function open(pair, at = null) {
  wanted = pair;
  const answer = await ask("/api/outline", { pair });
  // Somebody may have chosen another pair meanwhile.
  if (wanted !== pair) return;
  if (pairs) pairs.value = pair;
  const pins = { src: null, tgt: null };
  Object.assign(state, { pair, pins, documents: answer.documents, found: null, current: null, beads: heads(answer) });
  outlined(answer);
  if (controls.elements.words.value.trim()) search();
  const bead = state.beads[at] ?? state.beads.find((one) => one.s === "machine") ?? state.beads[0];
  if (bead) go(bead, { quiet: true, focus: document.activeElement === document.body });
  setTimeout(lookForParked, 1000);
}

function heads({ beads }) {
  const columns = Object.entries(beads);
  return beads.c.map((_, index) => ({ index, ...Object.fromEntries(columns.map(([name, values]) => [name, values[index]])) }));
}

// Decisions that no longer fit are looked for once the beads are there, as that takes its time.
async function lookForParked() {
  try {
    const { parked } = await ask("/api/parked");
    const button = document.querySelector("button[name=parked]");
    button.hidden = !parked.length;
    button.textContent = `${parked.length} parked`;
    button.onclick = () => showParked(parked);
  } catch (error) {
    offline(error);
  }
}

async function showParked(parked) {
  const choice = await pickParked(parked);
  if (!choice) return;
  const { waiting, near, again } = choice;
  try {
    // Beads may have come and gone since the list was made.
    await visit(await ask("/api/place", { key: near.key }));
  } catch (error) {
    offline(error);
    return;
  }
  if (again) {
    const { action, note, value, id } = waiting;
    reshape(action, { beads: [near.key], note, value, of: id, say: "The decision holds here now" });
    setTimeout(lookForParked, 1000);
  }
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
      state.beads.forEach((bead, index) => Object.assign(bead, fresh[index], { old: true }));
    } else {
      const place = current?.row ? await ask("/api/place", { key: current.row.key }).catch(() => null) : null;
      if (pair !== state.pair) return;
      state.beads = fresh;
      moveTo(fresh[Math.min(place?.at ?? current?.index ?? 0, fresh.length - 1)]);
    }
    outlined(answer);
    if (controls.elements.words.value.trim()) search();
    refind();
  } catch (error) {
    offline(error);
  } finally {
    state.reloading = false;
  }
}

function headline() {
  const any = state.beads.some((bead) => /[bn]/.test(bead.f));
  grid.classList.toggle("n3", any);
  grid.classList.toggle("n2", !any);
  const head = document.querySelector(".head");
  head.className = `head ${any ? "n3" : "n2"}`;
  head.replaceChildren(
    make("span", {}, "Bead"),
    ...state.documents.map((document_) => make("span", {}, language(document_.lang))),
    ...(any ? [make("span", {}, "Sources, findings, comments")] : []),
  );
  grid.setAttribute("aria-colcount", any ? 4 : 3);
  measureLine();
}

// Take in what has changed. False if so much has that everything was asked for anew, or if it is about another pair
// than the one that is shown.
function heard(answer) {
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

function figures(answer) {
  const { reviewed, total, checking } = answer;
  const bar = document.querySelector(".progress progress");
  bar.max = Math.max(1, total);
  bar.value = reviewed;
  document.querySelector(".progress span").textContent =
    `${number(reviewed)} of ${number(total)} reviewed${checking ? ", checking…" : ""}`;
}

const number = (value) => value.toLocaleString("en");

function offline(error) {
  if (error instanceof Refused) warn(error.message);
  else shownState("failed", saver.waiting.length, error instanceof TypeError ? "The server does not answer." : error.message);
}

// ---- saving

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

function shownState(what, count, why = "") {
  const text = saved.querySelector("span");
  const unsaved = count === 1 ? "1 decision is not saved" : `${count} decisions are not saved`;
  const words = {
    saved: "Everything is saved",
    saving: "Saving…",
    failed: `${why} ${count ? `${unsaved}; this page keeps trying.` : "This page keeps trying."}`,
  }[what];
  if (saved.dataset.state !== what && what === "failed") warn(words);
  if (saved.dataset.state === "failed" && what === "saved") {
    warn("");
    say("Everything is saved");
  }
  saved.dataset.state = what;
  text.textContent = words;
  saved.querySelector("button").hidden = what !== "failed";
}

addEventListener("beforeunload", (event) => {
  if (!saver.idle) event.preventDefault();
});

// By this name the server knows again what it is told twice.
const nonce = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function decide(action, more = {}) {
  saver.add({ pair: state.pair, since: state.revision, epoch: state.epoch, nonce: nonce(), action, ...more });
}

// What changes the shape of the beads waits for the server, so nothing is decided on beads that may not be there.
function reshape(action, more) {
  if (saver.idle) decide(action, more);
  else warn("Wait until everything is saved; then this can be done.");
}

async function refresh() {
  if (!state.epoch || document.hidden) return;
  try {
    const answer = await ask("/api/changes", { pair: state.pair, since: state.revision });
    heard(answer);
    if (saved.dataset.state === "failed" && saver.idle) shownState("saved", 0);
  } catch (error) {
    offline(error);
  }
}
setInterval(refresh, POLL);
document.addEventListener("visibilitychange", refresh);

// ---- where the cursor is

function moveTo(bead) {
  const before = state.current;
  state.current = bead ?? null;
  list.kept = state.current;
  state.mark = { side: bead?.row && !bead.row.src.length ? "tgt" : "src", segment: 0 };
  for (const one of [before, bead]) {
    const element = one && list.shown.get(one)?.element;
    if (!element) continue;
    const here = one === bead;
    paintCurrent(element, one);
  }
}

// One bead is in the order of the Tab key, with what is in it.
function paintCurrent(element, bead) {
  const here = bead === state.current;
  for (const stop of [element, ...element.querySelectorAll("a, button, summary")]) stop.tabIndex = here ? 0 : -1;
  if (here) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
  element.querySelector(".seg.marked")?.classList.remove("marked");
  if (here) paintMark(element, bead);
}

function go(bead, { focus = true, quiet = false } = {}) {
  if (!bead) return;
  moveTo(bead);
  const position = state.visible.indexOf(bead);
  if (position < 0) return;
  list.reveal(position);
  if (focus) refocus();
  if (!quiet) history.replaceState(null, "", bead.row ? `#${encodeURIComponent(bead.row.key)}` : location.pathname);
}

// What had the focus may have gone with its row.
function refind() {
  if (document.activeElement === document.body) refocus();
}

// The row may still be on its way.
function refocus(tries = 40) {
  if (document.querySelector("dialog[open]")) return;
  const element = list.shown.get(state.current)?.element;
  if (element) element.focus({ preventScroll: true });
  else if (tries) setTimeout(() => refocus(tries - 1), 25);
}

function step(by) {
  const position = state.visible.indexOf(state.current);
  const next = position < 0 ? nearest() : Math.max(0, Math.min(state.visible.length - 1, position + by));
  if (next === position) say(by > 0 ? "This is the last bead" : "This is the first bead");
  go(state.visible[next]);
}

const nearest = () => {
  const from = state.current?.index ?? 0;
  const at = state.visible.findIndex((bead) => bead.index >= from);
  return at < 0 ? state.visible.length - 1 : at;
};

function paintMark(row, bead) {
  const { side: name, segment } = state.mark;
  row.querySelector(".seg.marked")?.classList.remove("marked");
  if (!bead.row[name].length) return;
  row.querySelector(`.seg[data-side=${name}][data-segment="${segment}"]`)?.classList.add("marked");
}

function paintPins(row, bead) {
  for (const name of ["src", "tgt"]) {
    const pin = state.pins[name];
    bead.row[name].forEach((segment, k) => {
      const span = row.querySelector(`.seg[data-side=${name}][data-segment="${k}"]`);
      span.classList.toggle("pinned", pin === segment.n);
    });
  }
}

function moveMark(by) {
  const { row } = state.current ?? {};
  if (!row) return;
  const places = ["src", "tgt"].flatMap((name) => row[name].map((_, segment) => ({ side: name, segment })));
  const at = places.findIndex((place) => place.side === state.mark.side && place.segment === state.mark.segment);
  const place = places[Math.max(0, Math.min(places.length - 1, at + by))];
  if (!place) return;
  state.mark = place;
  paintMark(list.shown.get(state.current).element, state.current);
  const lang = state.documents[place.side === "src" ? 0 : 1].lang;
  const words = row[place.side][place.segment].words.map(([text]) => text).join("");
  say(`${language(lang)}, sentence ${place.segment + 1} of ${row[place.side].length}: ${words}`);
}

// ---- what can be done

function judged(action, status) {
  const bead = state.current;
  if (!bead?.row) return;
  bead.pending = status;
  list.stale(bead);
  const on = state.visible[state.visible.indexOf(bead) + 1];
  decide(action, { beads: [bead.row.key], say: `Bead ${bead.index + 1} ${status}` });
  if (on) go(on);
  else list.render();
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
    reshape("link", { runs, say: "The pinned sentences belong together" });
  } else {
    say(state.pins[name] === null ? "Pin taken off" : `Pinned; pin a sentence of the ${other === "src" ? "first" : "second"} column to pair it`);
  }
  for (const [bead, { element }] of list.shown) if (bead.row) paintPins(element, bead);
}

async function comment() {
  const bead = state.current;
  if (!bead?.row) return;
  const note = await remark(`Comment on bead ${bead.index + 1}`);
  if (note) decide("comment", { beads: [bead.row.key], note, say: "Comment saved" });
}

async function candidates() {
  const bead = state.current;
  if (!bead?.row) return;
  try {
    const answer = await ask("/api/candidates", { pair: state.pair, bead: bead.row.key });
    const runs = await pickPair(answer.candidates, state.documents);
    if (runs) reshape("link", { runs, say: "Paired as chosen" });
  } catch (error) {
    offline(error);
  }
}

// What the cards beside a bead ask for.
async function act(action, card, rendering) {
  if (action === "dismiss") {
    const note = await dismissal(card);
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
    const answer = await overruling(rendering);
    if (answer) decide("overrule", { ...about, ...answer, say: `Verdict is now ${answer.value}` });
  }
  if (action === "comment") {
    const note = await remark("Comment on this quotation");
    if (note) decide("comment", { ...about, note, say: "Comment saved" });
  }
  if (action === "span") {
    try {
      const answer = await correctSource(card, rendering);
      if (answer) decide("span", { ...about, ...answer, say: "Source corrected" });
    } catch (error) {
      offline(error);
    }
  }
}

async function help() {
  const rows = COMMANDS.map(({ keys, help: words }) =>
    make("div", {}, make("dt", {}, ...keys.map((key) => make("kbd", {}, shown(key)))), make("dd", {}, words)),
  );
  const single = make("input", { type: "checkbox", name: "single" });
  single.checked = singleKeys();
  single.addEventListener("change", () => remember("align-keys", single.checked ? "" : "off"));
  await askPerson("Keys", [make("dl", { class: "keys" }, ...rows), make("label", { class: "check" }, single, " Single keys act on the bead")], { accept: null });
}

const run = {
  next: () => step(1),
  previous: () => step(-1),
  first: () => go(state.visible[0]),
  last: () => go(state.visible.at(-1)),
  left: () => moveMark(-1),
  right: () => moveMark(1),
  accept: () => judged("accept", "accepted"),
  reject: () => judged("reject", "rejected"),
  merge: () => {
    const next = state.beads[state.current?.index + 1];
    if (!next) return say("There is no bead below to merge with");
    if (next.row) reshape("merge", { beads: [state.current.row.key, next.row.key], say: "Merged" });
  },
  split: () => {
    const at = state.current?.row && cut(state.current.row, state.mark);
    if (at) reshape("split", { beads: [state.current.row.key], at, say: "Split" });
    else say("There is one sentence on each side; nothing to split");
  },
  up: () => shift(-1),
  down: () => shift(1),
  pin,
  realign: () => state.current?.row && reshape("realign", { bead: state.current.row.key, say: "Aligned anew between the nearest accepted beads" }),
  candidates,
  above: () => state.current?.row && reshape("accept", { above: state.current.row.key, say: "Every bead above is accepted" }),
  comment,
  undo: () => reshape("undo", { say: "Taken back" }),
  redo: () => reshape("redo", { say: "Done again" }),
  unsure: () => {
    const from = state.visible.indexOf(state.current) + 1;
    const wanted = (bead) => bead.s === "machine" && !bead.pending && band(bead.c) === "unsure";
    const next = state.visible.slice(from).find(wanted) ?? state.visible.slice(0, from).find(wanted);
    if (next) go(next);
    else say("No unsure bead is left to do");
  },
  inside: () => {
    const row = list.shown.get(state.current)?.element;
    (row?.querySelector(".beside summary, .beside button") ?? row?.querySelector(".margin a"))?.focus();
  },
  find: () => controls.elements.words.select(),
  help,
};

function shift(step_) {
  if (state.current?.row) reshape("shift", { beads: [state.current.row.key], side: state.mark.side, step: step_, say: step_ < 0 ? "Moved up" : "Moved down" });
}

// ---- search and filters

const FILTERS = {
  all: () => true,
  open: (bead) => bead.s === "machine" || bead === state.current,
  unsure: (bead) => band(bead.c) === "unsure",
  uneven: (bead) => bead.t !== "1-1",
  missing: (bead) => bead.t.startsWith("0-") || bead.t.endsWith("-0"),
  quoted: (bead) => bead.f.includes("q"),
  found: (bead) => bead.f.includes("f") || bead === state.current,
  rejected: (bead) => bead.s === "rejected" || bead.s === "needs-review",
};

function filter() {
  const { show } = controls.elements;
  const keep = FILTERS[show.value];
  state.visible = state.beads.filter((bead) => keep(bead) && (!state.found || state.found.has(bead)));
  for (const choice of show) {
    choice.parentElement.querySelector("b").textContent = number(state.beads.filter(FILTERS[choice.value]).length);
  }
  document.querySelector(".count").textContent = `${number(state.visible.length)} of ${number(state.beads.length)} beads`;
  nothing.hidden = state.visible.length > 0;
  nothing.textContent = state.beads.length
    ? "No bead matches. Press Enter in the search to search by meaning, or Esc to see every bead again."
    : "These versions have no sentences, so there is nothing to review.";
  grid.setAttribute("aria-rowcount", state.visible.length);
  list.kept = state.visible.includes(state.current) ? state.current : null;
  list.set(state.visible);
  strip.set(state.beads);
}

async function search() {
  const words = controls.elements.words.value.trim();
  if (words) {
    try {
      const answer = await ask("/api/search", { pair: state.pair, since: state.revision, words });
      if (words !== controls.elements.words.value.trim() || !heard(answer)) return;
      if (answer.revision < state.revision) {
        search();
        return;
      }
      state.found = new Set(answer.found.map((index) => state.beads[index]));
    } catch (error) {
      offline(error);
      return;
    }
  } else {
    state.found = null;
  }
  refine();
}

function refine() {
  filter();
  if (state.visible.length && !state.visible.includes(state.current)) go(state.visible[nearest()], { focus: false });
  else if (state.current) go(state.current, { focus: false });
}

function clear() {
  controls.elements.words.value = "";
  controls.elements.show.value = "all";
  state.found = null;
  filter();
  if (state.current) go(state.current);
}

let typing = 0;
controls.elements.words.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, 150);
});
controls.elements.words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (state.visible.length) go(state.visible[nearest()]);
  else meaning();
});
controls.elements.meaning.addEventListener("click", meaning);

async function meaning() {
  const words = controls.elements.words.value.trim();
  if (!words) {
    say("Type what to look for");
    controls.elements.words.focus();
    return;
  }
  const place = await pickMeaning(words, state.pair);
  if (!place) return;
  try {
    // The words that were looked for are not in the bead, so that it is hidden as long as they are searched for.
    controls.elements.words.value = "";
    state.found = null;
    filter();
    await visit(await ask("/api/place", { key: place.key }));
  } catch (error) {
    offline(error);
  }
}
for (const choice of controls.elements.show) choice.addEventListener("change", refine);
controls.addEventListener("submit", (event) => event.preventDefault());
pairs?.addEventListener("change", () => {
  open(Number(pairs.value)).catch((error) => {
    pairs.value = state.pair;
    offline(error);
  });
});

// ---- keys and mouse

const singleKeys = () => remembered("align-keys") !== "off";

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const typed = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    if (typed || !event.target.closest(".row")) clear();
    state.pins = { src: null, tgt: null };
    for (const [bead, { element }] of list.shown) if (bead.row) paintPins(element, bead);
    refocus();
    return;
  }
  if (typed || event.defaultPrevented) return;
  const command = commandOf(event);
  if (!command || (!singleKeys() && event.key.length === 1 && command.name !== "help")) return;
  // A button or a link has its own use of these two, and a toolbar of the arrows.
  const onControl = event.target.closest("button, a, summary");
  if (onControl && ([" ", "Enter"].includes(event.key) || (event.key.startsWith("Arrow") && event.target.closest(".tools")))) return;
  event.preventDefault();
  run[command.name]();
});

grid.addEventListener("pointerdown", (event) => {
  const row = event.target.closest(".row");
  if (!row?.item || event.target.closest("button, a, summary")) return;
  if (row.item !== state.current) moveTo(row.item);
  const segment = event.target.closest(".seg");
  if (segment) {
    state.mark = { side: segment.dataset.side, segment: Number(segment.dataset.segment) };
    paintMark(row, row.item);
  }
});
grid.addEventListener("click", (event) => {
  const link = event.target.closest(".margin a");
  const row = event.target.closest(".row");
  if (!row) return;
  if (link) {
    event.preventDefault();
    go(row.item);
  } else if (!event.target.closest("button, summary") && getSelection().isCollapsed) {
    row.focus({ preventScroll: true });
    history.replaceState(null, "", `#${encodeURIComponent(row.item.row.key)}`);
  }
});
grid.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  if (row?.item && row.item !== state.current) moveTo(row.item);
  if (event.target === grid) refocus();
});

// ---- colours, sizes and the beginning

colour(() => strip.draw());
cover([document.querySelector(".masthead"), controls, document.querySelector(".strip"), document.querySelector(".head")], tools);
equip(tools, (name) => run[name]());
document.querySelector("button[name=help]").addEventListener("click", help);
document.querySelector("button[name=retry]").addEventListener("click", () => (saver.idle ? refresh() : saver.run()));

addEventListener("resize", measureLine);

async function arrive() {
  const key = decodeURIComponent(location.hash.slice(1));
  if (!key || key === "beads") return null;
  const name = key.replace(/^quote-/, "");
  if (name !== key) openCard(name);
  return ask("/api/place", { key: name });
}

async function visit(place) {
  if (place.pair !== state.pair) await open(place.pair, place.at);
  if (!state.visible.includes(state.beads[place.at])) clear();
  go(state.beads[place.at]);
}

addEventListener("hashchange", async () => {
  try {
    const place = await arrive();
    if (place) await visit(place);
  } catch (error) {
    offline(error);
  }
});

async function begin() {
  let place = null;
  try {
    place = await arrive();
  } catch (error) {
    offline(error);
  }
  try {
        await open(place?.pair ?? 0, place?.at);
  } catch (error) {
    offline(error);
    setTimeout(begin, POLL);
  }
}
begin();
