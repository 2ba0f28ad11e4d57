// Start of the review page: connect its parts and fetch the beads.

import { help, perform } from "./actions.js";
import "./keys.js";
import "./parked_decisions.js";
import { goToPlace } from "./search.js";
import { getJson } from "./service.js";
import { openCard } from "./side_panel.js";
import { controls } from "./state.js";
import { showError } from "./status.js";
import { open, POLL } from "./sync.js";
import { measureLine, strip } from "./table.js";
import { fillToolbar } from "./toolbar.js";
import { measureCover, setUpTheme } from "./window.js";

const tools = document.querySelector(".tools");
setUpTheme(() => strip.draw());
measureCover([document.querySelector(".masthead"), controls, ...document.querySelectorAll(".strip, .edited, .head")], tools);
fillToolbar(tools, perform);
document.querySelector("button[name=help]").addEventListener("click", help);
addEventListener("resize", measureLine);

// Return the pair of texts and the bead in the address of the page, or null.
async function placeOfLink() {
  const key = decodeURIComponent(location.hash.slice(1));
  if (!key || key === "beads") return null;
  const name = key.replace(/^quote-/, "");
  if (name !== key) openCard(name);
  return getJson("/api/place", { key: name });
}

addEventListener("hashchange", async () => {
  try {
    const place = await placeOfLink();
    if (place) await goToPlace(place);
  } catch (error) {
    showError(error);
  }
});

async function start() {
  let place = null;
  try {
    place = await placeOfLink();
  } catch (error) {
    showError(error);
  }
  try {
    await open(place?.pair ?? 0, place?.at);
  } catch (error) {
    showError(error);
    setTimeout(start, POLL);
  }
}

start();
