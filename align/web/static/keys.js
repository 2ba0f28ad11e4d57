// Keys and the mouse: events -> commands and moves of the cursor.

import { perform, singleKeys } from "./actions.js";
import { commandOf } from "./commands.js";
import { focusRow, go, moveTo } from "./cursor.js";
import { clearSearch } from "./search.js";
import { grid, state } from "./state.js";
import { list, paintMark, paintPins } from "./table.js";

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const inField = event.target.closest("input:not([type=radio]), select, textarea");
  if (event.key === "Escape") {
    if (!event.target.closest(".row")) clearSearch();
    state.pins = { src: null, tgt: null };
    for (const [bead, { element }] of list.entries) if (bead.row) paintPins(element, bead);
    focusRow();
    return;
  }
  if (inField || event.defaultPrevented) return;
  const command = commandOf(event);
  if (!command || (!singleKeys() && event.key.length === 1 && command.name !== "help")) return;
  // Buttons and links use Space and Enter themselves; the toolbar and the filters use the arrows.
  const onControl = event.target.closest("button, a, summary, input");
  if (onControl && ([" ", "Enter"].includes(event.key) || (event.key.startsWith("Arrow") && event.target.closest(".tools, .controls")))) return;
  event.preventDefault();
  perform(command.name);
});

grid.addEventListener("pointerdown", (event) => {
  const row = event.target.closest(".row");
  if (!row?.item || event.target.closest("button, a, summary")) return;
  if (row.item !== state.current) moveTo(row.item);
  const segment = event.target.closest(".seg");
  if (segment) {
    state.mark = { side: segment.dataset.side, segment: Number(segment.dataset.segment) };
    paintMark(row, row.item);
  }
});

grid.addEventListener("click", (event) => {
  const link = event.target.closest(".margin a");
  const row = event.target.closest(".row");
  if (!row) return;
  if (link) {
    event.preventDefault();
    go(row.item);
  } else if (!event.target.closest("button, summary") && getSelection().isCollapsed) {
    row.focus({ preventScroll: true });
    history.replaceState(null, "", `#${encodeURIComponent(row.item.row.key)}`);
  }
});

grid.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  if (row?.item && row.item !== state.current) moveTo(row.item);
  if (event.target === grid) focusRow();
});
