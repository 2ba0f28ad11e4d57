// The review page begins here: its parts are put together, and the beads are fetched.

import { openCard } from "./beside.js";
import { help, perform } from "./doing.js";
import { visit } from "./finding.js";
import "./keys.js";
import "./parked.js";
import { ask } from "./service.js";
import { controls } from "./state.js";
import { offline } from "./status.js";
import { open, POLL } from "./sync.js";
import { measureLine, strip } from "./table.js";
import { equip } from "./tools.js";
import { colour, cover } from "./window.js";

const tools = document.querySelector(".tools");
colour(() => strip.draw());
cover([document.querySelector(".masthead"), controls, ...document.querySelectorAll(".strip, .edited, .head")], tools);
equip(tools, perform);
document.querySelector("button[name=help]").addEventListener("click", help);
addEventListener("resize", measureLine);

async function arrive() {
  const key = decodeURIComponent(location.hash.slice(1));
  if (!key || key === "beads") return null;
  const name = key.replace(/^quote-/, "");
  if (name !== key) openCard(name);
  return ask("/api/place", { key: name });
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
