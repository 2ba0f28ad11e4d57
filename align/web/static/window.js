// The window: theme, the bars that cover it, and settings that the browser stores.

const root = document.documentElement;

export function loadSetting(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function saveSetting(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage the setting is lost when the page is closed.
  }
}

// The theme, light or dark, follows the system until the person chooses. Every change calls `onPaint`.
export function setUpTheme(onPaint) {
  const theme = document.querySelector("button[name=theme]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  function paint() {
    theme.setAttribute("aria-pressed", String(isDark()));
    onPaint();
  }
  if (loadSetting("align-theme")) root.dataset.theme = loadSetting("align-theme");
  paint();
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    saveSetting("align-theme", root.dataset.theme);
    paint();
  });
  dark.addEventListener("change", paint);
}

// Keep the heights of the bars that cover the top and the bottom of the window in --covered and --covered-below.
export function measureCover(sticky, below) {
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
