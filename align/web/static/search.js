// Search by words and by meaning, filters, and the choice of a text.

import { go, nearest } from "./cursor.js";
import { pickResult } from "./meaning_search.js";
import { say } from "./messages.js";
import { getJson } from "./service.js";
import { controls, grid, pairs, state } from "./state.js";
import { showError } from "./status.js";
import { applyAnswer, open } from "./sync.js";
import { applyFilter } from "./table.js";

async function search(chosen = true) {
  const words = controls.elements.words.value.trim();
  if (words) {
    try {
      const answer = await getJson("/api/search", { pair: state.pair, since: state.revision, words });
      if (words !== controls.elements.words.value.trim() || !applyAnswer(answer)) return;
      if (answer.revision < state.revision) {
        search(chosen);
        return;
      }
      state.matches = new Set(answer.found.map((index) => state.beads[index]));
    } catch (error) {
      showError(error);
      return;
    }
  } else {
    state.matches = null;
  }
  refilter(chosen);
}

function refilter(chosen = true) {
  applyFilter({ chosen });
  if (state.visible.length && !state.visible.includes(state.current)) go(state.visible[nearest()], { focus: false });
  else if (state.current) go(state.current, { focus: false });
}

export function clearSearch() {
  controls.elements.words.value = "";
  controls.elements.show.value = "all";
  state.matches = null;
  applyFilter();
  if (state.current) go(state.current);
}

async function searchByMeaning() {
  const words = controls.elements.words.value.trim();
  if (!words) {
    say("Type what to look for");
    controls.elements.words.focus();
    return;
  }
  const place = await pickResult(words, state.pair);
  if (!place) return;
  try {
    // The bead need not contain the words, and the search by words would hide it.
    controls.elements.words.value = "";
    state.matches = null;
    applyFilter();
    await goToPlace(await getJson("/api/place", { key: place.key }));
  } catch (error) {
    showError(error);
  }
}

export async function goToPlace(place) {
  if (place.pair !== state.pair) await open(place.pair, place.at);
  if (!state.visible.includes(state.beads[place.at])) clearSearch();
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
  else searchByMeaning();
});

controls.elements.meaning.addEventListener("click", searchByMeaning);
for (const choice of controls.elements.show) choice.addEventListener("change", () => refilter());
controls.addEventListener("submit", (event) => event.preventDefault());

pairs?.addEventListener("change", () => {
  open(Number(pairs.value)).catch((error) => {
    pairs.value = state.pair;
    showError(error);
  });
});

grid.addEventListener("reloaded", () => controls.elements.words.value.trim() && search(false));
