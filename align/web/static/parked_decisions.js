// Parked decisions: those that do not fit the present texts.

import { pickParked } from "./choices.js";
import { decideIfSaved } from "./decisions.js";
import { goToPlace } from "./search.js";
import { getJson } from "./service.js";
import { grid } from "./state.js";
import { showError } from "./status.js";

// Fetch the parked decisions and show their number. This takes a while, so it is done after the beads are shown.
async function fetchParked() {
  try {
    const { parked } = await getJson("/api/parked");
    const button = document.querySelector("button[name=parked]");
    button.hidden = !parked.length;
    button.textContent = `${parked.length} parked`;
    button.onclick = () => showParked(parked);
  } catch (error) {
    showError(error);
  }
}

async function showParked(parked) {
  const choice = await pickParked(parked);
  if (!choice) return;
  const { decision, near, repeat } = choice;
  try {
    // Beads may have changed since the list was made, so ask for the place again.
    await goToPlace(await getJson("/api/place", { key: near.key }));
  } catch (error) {
    showError(error);
    return;
  }
  if (repeat) {
    const { action, note, value, id } = decision;
    decideIfSaved(action, { beads: [near.key], note, value, of: id, say: "Decision repeated on this pair" });
    setTimeout(fetchParked, 1000);
  }
}

grid.addEventListener("opened", () => setTimeout(fetchParked, 1000));
