// The side panel of a bead: quotations with their sources, findings, comments.

import { direction, language, make } from "./rows.js";

export function sidePanel(bead, act) {
  const { cards, findings, comments } = bead.row;
  const cell = make("div", { role: "gridcell", class: "panel" });
  cell.append(...cards.map((card) => quotationCard(card, act)), ...findings.map((found) => findingCard(found, act)));
  cell.append(...comments.map(commentBlock));
  return cell;
}

function commentBlock({ note, by }) {
  return make("p", { class: "comment" }, make("b", {}, "Comment"), " ", make("bdi", {}, note), " ", author(by));
}

function author(name) {
  return make("span", { class: "by" }, make("bdi", {}, name));
}

function button(label, about, run) {
  return make("button", { type: "button", "aria-label": `${label}: ${about}`, onclick: run }, label);
}

const OPINIONS = { uphold: " accepted", overrule: " (changed by a reviewer)", span: " source corrected" };
const SIGNS = { verbatim: "✓", abridged: "…", altered: "≠", relayed: "⇢", "not found": "?", "cannot tell": "?" };

const verdictOf = (rendering) => rendering.opinion?.value || rendering.verdict;

function verdictMark(rendering, name = "") {
  const verdict = verdictOf(rendering);
  return make("span", { class: `verdict ${verdict.replace(" ", "-")}` }, `${name}${SIGNS[verdict] ?? ""} ${verdict}`);
}

// Keys of the open cards. Rows are removed and drawn again; their cards stay open.
const openCards = new Set();

// A closed card shows the words of the source and a verdict for each language; an open card shows reasons and buttons.
function quotationCard(card, act) {
  const { source } = card;
  const key = `${card.document}/${card.quotation}`;
  const withVerdict = card.renderings.filter(verdictOf);
  const count = card.renderings.reduce((sum, { comments }) => sum + comments.length, 0);
  const summary = make(
    "summary",
    {},
    source?.found
      ? make("q", { lang: source.lang, dir: direction(source.lang) }, source.words.filter(([, quoted]) => quoted).map(([words]) => words).join(" … "))
      : make("span", { class: "from" }, `Source not found: ${card.why}. `),
    ...withVerdict.map((rendering) => verdictMark(rendering, `${language(rendering.lang)} `)),
    count ? make("span", { class: "from" }, ` ${count} comment${count === 1 ? "" : "s"}`) : null,
  );
  const details = make("details", { open: openCards.has(key) }, summary);
  details.addEventListener("toggle", () => (details.open ? openCards.add(key) : openCards.delete(key)));
  summary.addEventListener("click", () => requestAnimationFrame(() => details.open && details.scrollIntoView({ block: "nearest" })));
  if (source?.found) {
    const passage = make("p", { lang: source.lang, dir: direction(source.lang), class: "source" });
    passage.append(
      ...source.words.map(([words, quoted]) => (quoted ? make("mark", {}, words) : make("span", { class: "around" }, words))),
    );
    details.append(
      passage,
      make(
        "p",
        { class: "from" },
        make("bdi", { lang: source.lang }, source.title),
        ` · ${language(source.lang)} · found, probability ${(source.confidence / 100).toFixed(2)}`,
        source.agreed ? "" : " · the translations point to different places",
      ),
    );
  }
  details.append(...card.renderings.map((rendering) => renderingBlock(card, rendering, act)));
  return make("div", { role: "group", class: "card", "aria-label": "Quotation", id: `quote-${key}` }, details);
}

export function openCard(key) {
  openCards.add(key);
}

function renderingBlock(card, rendering, act) {
  const { opinion, reasons, comments } = rendering;
  const verdict = verdictOf(rendering);
  const excerpt = rendering.words.length > 60 ? `${rendering.words.slice(0, 60)}…` : rendering.words;
  const block = make("div", { class: "rendering" });
  block.append(
    make(
      "p",
      {},
      make("b", { class: "lang" }, language(rendering.lang)),
      " ",
      make("q", { lang: rendering.lang, dir: direction(rendering.lang), title: rendering.words }, excerpt),
    ),
  );
  // A quotation whose source was corrected has no verdict until the next run, but keeps its opinion.
  if (verdict || opinion) {
    block.append(
      make(
        "p",
        {},
        verdict ? verdictMark(rendering) : "",
        opinion
          ? make(
              "span",
              { class: "opinion" },
              OPINIONS[opinion.action] ?? "",
              opinion.reason ? `: ${opinion.reason}` : "",
              " ",
              author(opinion.by),
            )
          : "",
      ),
    );
  }
  if (reasons.length && !(opinion?.action === "overrule")) {
    block.append(make("ul", {}, ...reasons.map((reason) => make("li", {}, reason))));
  }
  block.append(...comments.map(commentBlock));
  const about = `${language(rendering.lang)} “${excerpt}”`;
  block.append(
    make(
      "p",
      { class: "acts" },
      verdict ? button("Accept verdict", about, () => act("uphold", card, rendering)) : null,
      verdict ? button("Overrule…", about, () => act("overrule", card, rendering)) : null,
      button("Correct source…", about, () => act("span", card, rendering)),
      button("Comment…", about, () => act("comment", card, rendering)),
    ),
  );
  return block;
}

const SEVERITIES = { error: "✗ error", warning: "! warning", info: "i note" };

function findingCard(found, act) {
  const open = found.state === "open";
  return make(
    "div",
    { role: "group", class: `finding ${found.severity}${open ? "" : " settled"}`, "aria-label": `Finding ${found.rule}` },
    make("p", {}, make("b", {}, `${SEVERITIES[found.severity]} ${found.rule}`), ` ${language(found.lang)}: `, make("bdi", {}, found.message)),
    open
      ? make("p", { class: "acts" }, button("Dismiss…", `${found.rule} ${found.message}`, () => act("dismiss", found)))
      : make("p", { class: "from" }, found.state === "baseline" ? "already in the baseline" : `dismissed: ${found.reason}`),
    found.state === "suppressed"
      ? make("p", { class: "acts" }, button("Undo dismissal", `${found.rule} ${found.message}`, () => act("restore", found)))
      : null,
  );
}
