// The window: its colours, what covers it, and what the browser remembers for next time.

const root = document.documentElement;

export function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

// Light or dark, as the system has it until the person chooses; `painted` hears of every change.
export function colour(painted) {
  const theme = document.querySelector("button[name=theme]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  function paint() {
    theme.setAttribute("aria-pressed", String(isDark()));
    painted();
  }
  if (remembered("align-theme")) root.dataset.theme = remembered("align-theme");
  paint();
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("align-theme", root.dataset.theme);
    paint();
  });
  dark.addEventListener("change", paint);
}

// Say in --covered and --covered-below how much of the window is hidden by what sticks there.
export function cover(sticky, below) {
  const covering = new ResizeObserver(() => {
    let top = 0;
    for (const element of sticky) {
      element.style.top = `${top}px`;
      if (getComputedStyle(element).position === "sticky") top += element.offsetHeight;
    }
    root.style.setProperty("--covered", `${top}px`);
    root.style.setProperty("--covered-below", `${below.offsetHeight}px`);
  });
  for (const element of [...sticky, below]) covering.observe(element);
}
