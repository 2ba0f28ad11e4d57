// Comments and reasons that the server refused. They stay on the page, also after a reload, until the person closes them.

import { make } from "./rows.js";

const STORAGE = "align-refused";
const place = document.querySelector(".refused");

let kept = [];
try {
  kept = JSON.parse(sessionStorage.getItem(STORAGE)) ?? [];
} catch {
  // Without storage the words are lost when the page is closed.
}

export function showRefused(words, why) {
  kept.push({ words, why });
  show();
}

function show() {
  try {
    sessionStorage.setItem(STORAGE, JSON.stringify(kept));
  } catch {
    // See above.
  }
  place.hidden = !kept.length;
  place.replaceChildren(...kept.map(item));
}

function item(one) {
  const words = make("blockquote", { tabindex: "0", dir: "auto" }, one.words);
  const copy = async (event) => {
    getSelection().selectAllChildren(words);
    await navigator.clipboard?.writeText(one.words).then(() => (event.target.textContent = "Copied")).catch(() => {});
  };
  const drop = () => {
    kept = kept.filter((other) => other !== one);
    show();
  };
  return make(
    "div",
    { role: "group", "aria-label": "Not saved" },
    make("p", {}, `Not saved: ${one.why.replace(/\.$/, "")}. You wrote:`),
    words,
    make(
      "p",
      { class: "acts" },
      make("button", { type: "button", onclick: copy }, "Copy"),
      make("button", { type: "button", onclick: drop }, "Remove"),
    ),
  );
}

show();
