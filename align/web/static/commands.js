// The commands: keys, label of the button, line in the help. `changes` marks commands that change the current bead.

export const COMMANDS = [
  { name: "next", keys: ["j", "ArrowDown"], help: "go to the next bead" },
  { name: "previous", keys: ["k", "ArrowUp"], help: "go to the bead before" },
  { name: "unsure", keys: ["n"], label: "Next unsure", help: "go to the next bead that is to do and unsure" },
  { name: "accept", changes: true, keys: ["a"], label: "Accept", help: "the bead is right; go on" },
  { name: "reject", changes: true, keys: ["r"], label: "Reject", help: "the bead is wrong; go on" },
  { name: "merge", changes: true, keys: ["m"], label: "Merge", help: "make one bead of this and the next" },
  { name: "split", changes: true, keys: ["s"], label: "Split", help: "cut the bead before the marked sentence, the other side where its length fits" },
  { name: "up", changes: true, keys: ["u"], label: "Up", help: "move the first sentence of the marked side into the bead before" },
  { name: "down", changes: true, keys: ["d"], label: "Down", help: "move the last sentence of the marked side into the next bead" },
  { name: "pin", changes: true, keys: [" "], label: "Pin", help: "pin the marked sentence; pin one on the other side, and the two belong together" },
  { name: "realign", changes: true, keys: ["l"], label: "Realign", help: "align anew between the nearest accepted beads" },
  { name: "candidates", changes: true, keys: ["g"], label: "Others", help: "show other ways to pair these sentences" },
  { name: "above", changes: true, keys: ["c"], label: "All above", help: "accept every bead above this one that is to do" },
  { name: "comment", changes: true, keys: ["e"], label: "Comment", help: "write a comment" },
  { name: "undo", keys: ["z"], label: "Undo", help: "take back what was done last, and what was done before" },
  { name: "redo", keys: ["Z"], label: "Redo", help: "do again what was taken back (Shift and Z)" },
  { name: "left", keys: ["ArrowLeft"], help: "mark the sentence before" },
  { name: "right", keys: ["ArrowRight"], help: "mark the next sentence" },
  { name: "inside", keys: ["Enter"], help: "go into the bead, to its quotations and findings; Esc comes back" },
  { name: "first", keys: ["Home"], help: "go to the first bead" },
  { name: "last", keys: ["End"], help: "go to the last bead" },
  { name: "find", keys: ["/"], help: "search; where no words match, Enter looks for what says the same" },
  { name: "help", keys: ["?"], help: "show this" },
];

export function keyLabel(key) {
  const names = { " ": "Space", Z: "⇧Z", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→" };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

// Return the command of a key event. Letters of other alphabets count as the Latin letter on the same key.
export function commandOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const letter = /^[a-z]$/i.test(event.key) || event.key.length > 1 ? event.key : latin(event);
  const key = letter.length === 1 ? (event.shiftKey && letter.toLowerCase() === "z" ? "Z" : letter.toLowerCase()) : letter;
  return COMMANDS.find((command) => command.keys.includes(key)) ?? null;
}

function latin(event) {
  const place = /^Key([A-Z])$/.exec(event.code ?? "");
  const isLetter = /\p{L}/u.test(event.key);
  return place && isLetter ? place[1].toLowerCase() : event.key;
}
