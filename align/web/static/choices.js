// Dialogs: reasons, comments, verdicts, pairings, parked decisions, sources. Each resolves with the answer, or with
// nothing if the person cancels.

import { field, openDialog } from "./dialog.js";
import { direction, gapText, language, make } from "./rows.js";
import { getJson } from "./service.js";

const VERDICTS = ["verbatim", "abridged", "altered", "relayed", "not found", "cannot tell"];

function reason(label) {
  return field(label, make("textarea", { name: "note", rows: 3, maxlength: 2000 }));
}

const checkReason = (form) => (form.elements.note.value.trim() ? "" : "Give a reason, for those who read this later.");

export async function askDismissal(found) {
  const form = await openDialog(
    `Dismiss ${found.rule}`,
    [make("p", {}, make("bdi", {}, found.message)), reason("Why do you dismiss it?")],
    { accept: "Dismiss", check: checkReason },
  );
  return form?.elements.note.value.trim();
}

export async function askComment(title) {
  const text = make("textarea", { name: "note", rows: 4, maxlength: 4000, autofocus: true });
  const form = await openDialog(title, [field("Comment", text)], {
    check: ({ elements }) => (elements.note.value.trim() ? "" : "The comment is empty."),
  });
  return form?.elements.note.value.trim();
}

export async function askVerdict(rendering) {
  const choice = make("select", { name: "value" }, ...VERDICTS.map((verdict) => make("option", { value: verdict }, verdict)));
  choice.value = rendering.verdict === "verbatim" ? "altered" : "verbatim";
  const form = await openDialog(
    "Overrule the verdict",
    [
      make("p", {}, `Present verdict: ${rendering.verdict}.`),
      make("blockquote", { tabindex: "0", lang: rendering.lang, dir: direction(rendering.lang) }, rendering.words),
      field("Correct verdict", choice),
      reason("Reason"),
    ],
    { accept: "Overrule", check: checkReason },
  );
  return form && { value: form.elements.value.value, note: form.elements.note.value.trim() };
}

function option(name, index, score, ...content) {
  return make(
    "label",
    { class: "option" },
    make("input", { type: "radio", name, value: index }),
    make("span", { class: "score" }, score.toFixed(2)),
    make("span", { class: "words" }, ...content),
  );
}

export async function pickPairing(candidates, documents) {
  const sides = ["src", "tgt"];
  const options = candidates.map((candidate, index) =>
    option(
      "choice",
      index,
      candidate.score,
      ...sides.map((side, k) =>
        make("span", { lang: documents[k].lang, dir: direction(documents[k].lang) }, candidate.words[k] || gapText(side, documents[k].lang)),
      ),
    ),
  );
  const form = await openDialog(
    "Other pairings of these sentences",
    options.length ? [make("fieldset", {}, make("legend", {}, "Similarity and sentences"), ...options)] : [make("p", {}, "There is no other likely pairing.")],
    {
      accept: options.length ? "Use this pairing" : null,
      check: (form) => (form.querySelector(":checked") ? "" : "Choose one, or cancel."),
    },
  );
  const chosen = form && candidates[Number(form.querySelector(":checked").value)];
  return chosen && [chosen.src, chosen.tgt];
}

// Parked decisions with these actions can be repeated on a similar bead.
const REPEATABLE = ["accept", "reject", "comment", "status", "unlink"];

export async function pickParked(parked) {
  let chosen = null;
  const items = parked.map((decision) => {
    const { action, by, note, why, words, near } = decision;
    const places = near.map((place) => {
      const pick = (repeat) => (event) => {
        chosen = { decision, near: place, repeat };
        event.target.closest("dialog").close();
      };
      const label = `pair ${place.at + 1} (similarity ${place.score.toFixed(2)})`;
      return make(
        "p",
        { class: "acts" },
        make("button", { type: "button", onclick: pick(false) }, `Go to ${label}`),
        REPEATABLE.includes(action) ? make("button", { type: "button", onclick: pick(true) }, `Repeat the decision on ${label}`) : null,
      );
    });
    const nothing = "No pair is similar. The decision is kept and applies again when its sentences return.";
    return make(
      "li",
      {},
      make("b", {}, action),
      " by ",
      make("bdi", {}, by),
      note ? `: ${note}` : "",
      make("p", { class: "from" }, `Parked because ${why}.`),
      ...words.map((excerpt) => make("blockquote", { tabindex: "0", dir: "auto" }, excerpt)),
      ...(places.length ? places : [make("p", { class: "from" }, nothing)]),
    );
  });
  await openDialog("Decisions that do not fit the present texts", [make("ol", { class: "parked" }, ...items)], { accept: null });
  return chosen;
}

// The server counts offsets in code points, a text area in UTF-16 code units.
const points = (text, offset) => [...text.slice(0, offset)].length;
const units = (text, count) => [...text].slice(0, count).join("").length;

export async function correctSource(card, rendering) {
  const { candidates, sources } = await getJson("/api/sources", { document: rendering.document, quotation: rendering.quotation });
  if (!sources.length) {
    await openDialog("Correct the source", [make("p", {}, "This project has no sources. A source is a text that exists in one language only.")], { accept: null });
    return null;
  }
  const text = make("textarea", { name: "passage", rows: 9, readonly: true, spellcheck: "false" });
  const where = make("select", { name: "document" }, ...sources.map(({ id, title }) => make("option", { value: id }, title)));
  // The passage in the text area; null until the answer to the last request has come.
  let passage = null;
  let requests = 0;
  // A text area shows its selection only while it has the focus, so the selected words are repeated below.
  const chosen = make("p", { class: "chosen", tabindex: "0", role: "group", "aria-label": "Selected words" });
  const showSelection = () => {
    chosen.textContent = passage ? text.value.slice(text.selectionStart, text.selectionEnd) : "";
    chosen.lang = text.lang;
    chosen.dir = text.dir;
  };
  async function show(name, start, end) {
    const request = ++requests;
    passage = null;
    where.value = name;
    text.value = "Loading the source…";
    text.lang = "en";
    text.dir = "ltr";
    showSelection();
    let answer;
    try {
      answer = await getJson("/api/passage", { document: name, start, end });
    } catch (error) {
      if (request === requests) text.value = `The source could not be loaded: ${error.message} Choose the place again.`;
      return;
    }
    if (request !== requests) return;
    passage = answer;
    text.value = passage.text;
    text.lang = passage.lang;
    text.dir = direction(passage.lang);
    selectPassage();
  }
  // Select the proposed words, and scroll to them by their share of the text: a text area cannot scroll to a selection.
  function selectPassage() {
    if (!passage) return;
    text.setSelectionRange(units(passage.text, passage.start - passage.offset), units(passage.text, passage.end - passage.offset));
    text.scrollTop = Math.max(0, ((passage.start - passage.offset) / Math.max(1, passage.text.length)) * text.scrollHeight - text.clientHeight / 3);
    showSelection();
  }
  for (const name of ["select", "keyup", "pointerup"]) text.addEventListener(name, showSelection);
  const options = candidates.map((candidate, index) => {
    const label = option(
      "candidate", index, candidate.score,
      make("span", { lang: candidate.lang, dir: direction(candidate.lang) }, candidate.words),
      make("span", { class: "from" }, candidate.title),
    );
    const radio = label.querySelector("input");
    radio.addEventListener("change", () => show(candidate.source, candidate.start, candidate.end));
    return label;
  });
  where.addEventListener("change", () => show(where.value, 0, 0));
  const { source } = card;
  show(source?.document ?? sources[0].id, source?.start ?? 0, source?.end ?? 0);
  const content = [
    make("blockquote", { tabindex: "0", lang: rendering.lang, dir: direction(rendering.lang) }, rendering.words),
    options.length ? make("fieldset", {}, make("legend", {}, "Possible places"), ...options) : "",
    field("Source", where),
    field("Select the quoted words, with the mouse or with Shift and the arrow keys", text),
    make("div", { class: "field" }, make("span", {}, "Selected"), chosen),
    field("Comment (optional)", make("input", { name: "note", maxlength: 2000, autocomplete: "off" })),
  ];
  const form = await openDialog("Correct the source", content, {
    accept: "Use these words",
    open: selectPassage,
    check: () => {
      if (!passage) return "The source is still loading.";
      return text.selectionEnd > text.selectionStart ? "" : "Select the quoted words.";
    },
  });
  if (!form) return null;
  const [start, end] = [text.selectionStart, text.selectionEnd].map((offset) => passage.offset + points(text.value, offset));
  return { source: passage.document, span: [start, end], note: form.elements.note.value.trim() };
}
