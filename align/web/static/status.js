// The status line: whether everything is saved, or what went wrong.

import { say, warn } from "./messages.js";
import { NO_ANSWER, Refusal } from "./service.js";

let unsaved = 0;
const saved = document.querySelector(".saved");

export function showState(status, count, why = "") {
  unsaved = count;
  const text = saved.querySelector("span");
  const number = count === 1 ? "1 decision is not saved" : `${count} decisions are not saved`;
  const words = {
    saved: "Everything is saved",
    saving: "Saving…",
    failed: `${why} ${count ? `${number}; this page keeps trying.` : "This page keeps trying."}`,
  }[status];
  if (saved.dataset.state !== status && status === "failed") warn(words);
  if (saved.dataset.state === "failed" && status === "saved") {
    warn("");
    say("Everything is saved");
  }
  saved.dataset.state = status;
  text.textContent = words;
  saved.querySelector("button").hidden = status !== "failed";
}

export function showError(error) {
  if (error instanceof Refusal) warn(error.message);
  else showState("failed", unsaved, error instanceof TypeError ? NO_ANSWER : error.message);
}

// The page shows the texts as they were when the server started. Say which files have changed since.
export function showEdits(paths) {
  const words = paths.length
    ? `Edited since the server started: ${paths.slice(0, 3).join(", ")}${paths.length > 3 ? ` and ${paths.length - 3} more` : ""}. To see the new text, end align review with Ctrl-C and start it again. Decisions are kept.`
    : "";
  const place = document.querySelector(".edited");
  if (place.textContent !== words) place.textContent = words;
}

// Show the progress of the work that the page waits for.
export function showProgress([what, done, total]) {
  if (saved.dataset.state === "saving") saved.querySelector("span").textContent = `${what}, ${done} of ${total}…`;
}

// A request failed, and no decision is waiting that would be sent again.
export const isFailing = () => saved.dataset.state === "failed" && !unsaved;
