// A dialog with a form.

import { make } from "./rows.js";

// Open a dialog. Resolves with its form once the person accepts it, or with null if they cancel.
// `check(form)` returns what is wrong with the form, or an empty string; `open()` is called when the dialog is visible.
// Without `accept`, the label of the main button, the dialog can only be closed.
export function openDialog(title, content, { accept = "Save", check = () => "", open = () => {} } = {}) {
  return new Promise((resolve) => {
    const problem = make("p", { class: "problem", role: "alert" });
    const heading = make("h2", { id: "dialog-title" }, title);
    const buttons = make(
      "p",
      { class: "buttons" },
      accept ? make("button", { type: "submit", class: "main" }, accept) : null,
      make("button", { type: "button", value: "cancel", onclick: () => dialog.close() }, accept ? "Cancel" : "Close"),
    );
    const form = make("form", { method: "dialog", novalidate: true }, heading, ...content, problem, buttons);
    const dialog = make("dialog", { "aria-labelledby": "dialog-title" }, form);
    const before = document.activeElement;
    let answer = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      problem.textContent = check(form);
      if (problem.textContent) return;
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
