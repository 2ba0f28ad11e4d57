// Search by meaning: words in any language, and the places that say the same in whatever language they are.

import { ask } from "./service.js";
import { direction, language, make } from "./rows.js";
import { ask as askPerson } from "./talk.js";

const PAUSE = 800;

// Resolves with the place that a person chose, or with null.
export async function pickMeaning(words, pair) {
  let chosen = null;
  const list = make("div", { class: "meanings" }, make("p", { role: "status" }, "Looking in all texts…"));
  const pick = (place) => (event) => {
    chosen = place;
    event.target.closest("dialog").close();
  };
  const state = list.firstChild;
  const timer = setInterval(async () => {
    const { doing } = await ask("/api/doing").catch(() => ({}));
    if (doing) state.textContent = `${doing[0]}, ${doing[1]} of ${doing[2]}…`;
  }, PAUSE);
  ask("/api/meaning", { words, pair })
    .then(({ found }) => {
      state.textContent = found.length ? "The likeliest place comes first." : "No place says anything like it.";
      list.append(make("ol", {}, ...found.map((place) => make("li", {}, result(place, pick(place))))));
      if (list.isConnected) list.querySelector("button")?.focus();
    })
    .catch((error) => (state.textContent = error.message))
    .finally(() => clearInterval(timer));
  await askPerson(`Where the texts say “${words}”`, [list], { accept: null });
  return chosen;
}

function result({ key, title, lang, words, score }, go) {
  const [before, text, after] = words;
  const shown = [
    make("span", { class: "from" }, `${score.toFixed(2)} · ${language(lang)} · `, make("bdi", {}, title)),
    make("span", { class: "said", lang, dir: direction(lang) }, `…${before}`, make("mark", {}, text), `${after}…`),
  ];
  if (key) return make("button", { type: "button", onclick: go }, ...shown);
  return make("div", {}, ...shown, make("span", { class: "from" }, "in a source, at a place that nothing here quotes"));
}
