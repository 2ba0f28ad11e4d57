// Finding beads: by words, by meaning, by their kind, and by a link.

import { go, nearest } from "./cursor.js";
import { pickMeaning } from "./meaning.js";
import { ask } from "./service.js";
import { controls, grid, pairs, state } from "./state.js";
import { offline } from "./status.js";
import { heard, open } from "./sync.js";
import { filter } from "./table.js";
import { say } from "./talk.js";

async function search(chosen = true) {
  const words = controls.elements.words.value.trim();
  if (words) {
    try {
      const answer = await ask("/api/search", { pair: state.pair, since: state.revision, words });
      if (words !== controls.elements.words.value.trim() || !heard(answer)) return;
      if (answer.revision < state.revision) {
        search(chosen);
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
  refine(chosen);
}

function refine(chosen = true) {
  filter({ chosen });
  if (state.visible.length && !state.visible.includes(state.current)) go(state.visible[nearest()], { focus: false });
  else if (state.current) go(state.current, { focus: false });
}

export function clear() {
  controls.elements.words.value = "";
  controls.elements.show.value = "all";
  state.found = null;
  filter();
  if (state.current) go(state.current);
}

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

export async function visit(place) {
  if (place.pair !== state.pair) await open(place.pair, place.at);
  if (!state.visible.includes(state.beads[place.at])) clear();
  go(state.beads[place.at]);
}

let typing = 0;

controls.elements.words.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => search(), 150);
});

controls.elements.words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (state.visible.length) go(state.visible[nearest()]);
  else meaning();
});

controls.elements.meaning.addEventListener("click", meaning);
for (const choice of controls.elements.show) choice.addEventListener("change", () => refine());
controls.addEventListener("submit", (event) => event.preventDefault());

pairs?.addEventListener("change", () => {
  open(Number(pairs.value)).catch((error) => {
    pairs.value = state.pair;
    offline(error);
  });
});

grid.addEventListener("anew", () => controls.elements.words.value.trim() && search(false));
