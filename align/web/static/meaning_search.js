// Search by meaning: for words in any language, show similar places in all languages.

import { openDialog } from "./dialog.js";
import { direction, language, make } from "./rows.js";
import { getJson } from "./service.js";

const PAUSE = 800;

// Search, show the results, and resolve with the chosen one, or with null.
export async function pickResult(words, pair) {
  let chosen = null;
  const list = make("div", { class: "meanings" }, make("p", { role: "status" }, "Searching all texts…"));
  const pick = (place) => (event) => {
    chosen = place;
    event.target.closest("dialog").close();
  };
  const state = list.firstChild;
  const timer = setInterval(async () => {
    const { progress } = await getJson("/api/progress").catch(() => ({}));
    if (progress) state.textContent = `${progress[0]}, ${progress[1]} of ${progress[2]}…`;
  }, PAUSE);
  getJson("/api/meaning", { words, pair })
    .then(({ found }) => {
      state.textContent = found.length ? "The best match comes first." : "No text says anything similar.";
      list.append(make("ol", {}, ...found.map((place) => make("li", {}, result(place, pick(place))))));
      if (list.isConnected) list.querySelector("button")?.focus();
    })
    .catch((error) => (state.textContent = error.message))
    .finally(() => clearInterval(timer));
  await openDialog(`Sentences that mean “${words}”`, [list], { accept: null });
  return chosen;
}

function result({ key, title, lang, words, score }, go) {
  const [before, text, after] = words;
  const shown = [
    make("span", { class: "from" }, `${score.toFixed(2)} · ${language(lang)} · `, make("bdi", {}, title)),
    make("span", { class: "words", lang, dir: direction(lang) }, `…${before}`, make("mark", {}, text), `${after}…`),
  ];
  if (key) return make("button", { type: "button", onclick: go }, ...shown);
  return make("div", {}, ...shown, make("span", { class: "from" }, "in a source, not quoted in the texts"));
}
