// The commands: keys, label of the button, line in the help. `changes` marks commands that change the current bead.

export const COMMANDS = [
  { name: "next", keys: ["j", "ArrowDown"], help: "go to the next pair" },
  { name: "previous", keys: ["k", "ArrowUp"], help: "go to the previous pair" },
  { name: "unsure", keys: ["n"], label: "Next unsure", help: "go to the next unsure pair that is not reviewed" },
  { name: "accept", changes: true, keys: ["a"], label: "Accept", help: "accept the pair and go to the next" },
  { name: "reject", changes: true, keys: ["r"], label: "Reject", help: "reject the pair and go to the next" },
  { name: "merge", changes: true, keys: ["m"], label: "Merge", help: "merge this pair with the next" },
  { name: "split", changes: true, keys: ["s"], label: "Split", help: "split the pair before the marked sentence; the other side is split where its length fits" },
  { name: "up", changes: true, keys: ["u"], label: "Up", help: "move the first sentence of the marked side into the previous pair" },
  { name: "down", changes: true, keys: ["d"], label: "Down", help: "move the last sentence of the marked side into the next pair" },
  { name: "pin", changes: true, keys: [" "], label: "Pin", help: "pin the marked sentence; pin one on the other side to pair the two" },
  { name: "realign", changes: true, keys: ["l"], label: "Realign", help: "realign between the nearest accepted pairs" },
  { name: "candidates", changes: true, keys: ["g"], label: "Other pairings", help: "show other pairings of these sentences" },
  { name: "above", changes: true, keys: ["c"], label: "Accept all above", help: "accept every pair above this one that is not reviewed" },
  { name: "comment", changes: true, keys: ["e"], label: "Comment", help: "write a comment" },
  { name: "undo", keys: ["z"], label: "Undo", help: "undo the last action; press again for earlier actions" },
  { name: "redo", keys: ["Z"], label: "Redo", help: "redo the last action that was undone (Shift+Z)" },
  { name: "left", keys: ["ArrowLeft"], help: "mark the previous sentence" },
  { name: "right", keys: ["ArrowRight"], help: "mark the next sentence" },
  { name: "inside", keys: ["Enter"], help: "go to the quotations and findings of the pair; Esc goes back" },
  { name: "first", keys: ["Home"], help: "go to the first pair" },
  { name: "last", keys: ["End"], help: "go to the last pair" },
  { name: "find", keys: ["/"], help: "search; if no words match, Enter searches by meaning" },
  { name: "help", keys: ["?"], help: "show these keys" },
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
