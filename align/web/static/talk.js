// What the page says and asks: the line that a screen reader speaks, and dialogs.

import { make } from "./rows.js";

const live = document.querySelector(".live");
const alarm = document.querySelector(".alarm");

export function say(words) {
  // The same words twice are to be spoken twice.
  live.textContent = live.textContent === words ? `${words}\u00a0` : words;
}

export function warn(words) {
  alarm.textContent = words;
}

// A dialog with a form. Resolves with its form, or with null if the person thought better of it.
export function ask(title, content, { accept = "Save", check = () => "", open = () => {} } = {}) {
  return new Promise((resolve) => {
    const wrong = make("p", { class: "wrong", role: "alert" });
    const heading = make("h2", { id: "dialog-title" }, title);
    const buttons = make(
      "p",
      { class: "buttons" },
      accept ? make("button", { type: "submit", class: "main" }, accept) : null,
      make("button", { type: "button", value: "cancel", onclick: () => dialog.close() }, accept ? "Cancel" : "Close"),
    );
    const form = make("form", { method: "dialog", novalidate: true }, heading, ...content, wrong, buttons);
    const dialog = make("dialog", { "aria-labelledby": "dialog-title" }, form);
    const before = document.activeElement;
    let answer = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      wrong.textContent = check(form);
      if (wrong.textContent) return;
      answer = form;
      dialog.close();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    open();
  });
}

export function field(label, control) {
  return make("label", { class: "field" }, make("span", {}, label), control);
}
