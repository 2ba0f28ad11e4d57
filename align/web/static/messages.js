// Messages to the person: one line for screen readers, and one that everybody sees.

const live = document.querySelector(".live");
const alarm = document.querySelector(".alarm");

// Let a screen reader speak these words.
export function say(words) {
  // A screen reader speaks only what changes, so a repeated message gets a space that cannot be seen.
  live.textContent = live.textContent === words ? `${words}\u00a0` : words;
}

// Show a warning; an empty string removes it.
export function warn(words) {
  alarm.textContent = words;
}
