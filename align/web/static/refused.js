// Words that a person typed and the server refused: they stay on the page, through a reload too, until the person has
// done something else with them.

import { make } from "./rows.js";

const KEPT = "align-refused";
const place = document.querySelector(".refused");

let kept = [];
try {
  kept = JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
} catch {
  // Without storage they are kept until the page is closed.
}

export function keepWords(words, why) {
  kept.push({ words, why });
  show();
}

function show() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // As above.
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
    make("p", {}, `Not saved: ${one.why.replace(/\.$/, "")}. Your words:`),
    words,
    make(
      "p",
      { class: "acts" },
      make("button", { type: "button", onclick: copy }, "Copy"),
      make("button", { type: "button", onclick: drop }, "Put away"),
    ),
  );
}

show();
