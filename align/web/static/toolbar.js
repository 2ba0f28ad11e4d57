// The toolbar: a button for every command that has a label.

import { COMMANDS, keyLabel } from "./commands.js";
import { make } from "./rows.js";

// Fill the toolbar; `run(name)` runs a command.
export function fillToolbar(tools, run) {
  for (const { name, keys, label, help: words } of COMMANDS) {
    if (!label) continue;
    const button = make(
      "button",
      { type: "button", "data-do": name, tabindex: tools.children.length ? "-1" : "0", title: words, "aria-keyshortcuts": { " ": "Space", Z: "Shift+Z" }[keys[0]] ?? keys[0].toUpperCase() },
      make("span", {}, label),
      " ",
      make("kbd", { "aria-hidden": "true" }, keyLabel(keys[0])),
    );
    // Keep the focus on the bead, so that keys still work after a click.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => run(name));
    tools.append(button);
  }
  tools.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const buttons = [...tools.children];
    const next = buttons[(buttons.indexOf(document.activeElement) + by + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
}
