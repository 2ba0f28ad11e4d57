// Decisions that do not fit the texts as they are.

import { pickParked } from "./choices.js";
import { visit } from "./finding.js";
import { reshape } from "./saving.js";
import { ask } from "./service.js";
import { grid } from "./state.js";
import { offline } from "./status.js";

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

grid.addEventListener("opened", () => setTimeout(lookForParked, 1000));
