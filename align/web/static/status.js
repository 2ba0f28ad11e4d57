// Whether everything is saved, and what went wrong.

import { Refused, SILENT } from "./service.js";
import { say, warn } from "./talk.js";

let unsaved = 0;
const saved = document.querySelector(".saved");

export function shownState(what, count, why = "") {
  unsaved = count;
  const text = saved.querySelector("span");
  const lacking = count === 1 ? "1 decision is not saved" : `${count} decisions are not saved`;
  const words = {
    saved: "Everything is saved",
    saving: "Saving…",
    failed: `${why} ${count ? `${lacking}; this page keeps trying.` : "This page keeps trying."}`,
  }[what];
  if (saved.dataset.state !== what && what === "failed") warn(words);
  if (saved.dataset.state === "failed" && what === "saved") {
    warn("");
    say("Everything is saved");
  }
  saved.dataset.state = what;
  text.textContent = words;
  saved.querySelector("button").hidden = what !== "failed";
}

export function offline(error) {
  if (error instanceof Refused) warn(error.message);
  else shownState("failed", unsaved, error instanceof TypeError ? SILENT : error.message);
}

// What is shown are the texts as they were read; findings and decisions are about these.
export function shownEdited(paths) {
  const words = paths.length
    ? `Edited since this page was made: ${paths.slice(0, 3).join(", ")}${paths.length > 3 ? ` and ${paths.length - 3} more` : ""}. End align review with Ctrl-C and start it again to see that; decisions are kept.`
    : "";
  const place = document.querySelector(".edited");
  if (place.textContent !== words) place.textContent = words;
}

// Say how far the work is that the page waits for.
export function shownProgress([what, done, total]) {
  if (saved.dataset.state === "saving") saved.querySelector("span").textContent = `${what}, ${done} of ${total}…`;
}

// The server did not answer a question, and nothing waits to be saved that would be sent again.
export const failing = () => saved.dataset.state === "failed" && !unsaved;
