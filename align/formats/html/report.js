"use strict";
// Search, filters, order and colours; the page is complete without them. No function here parses text as markup.
(() => {
  const root = document.documentElement;
  const controls = document.querySelector(".controls");
  const { words, show, below, limit, order, theme } = controls.elements;
  const count = controls.querySelector(".count");
  const nothing = document.querySelector(".nothing");
  const families = [...document.querySelectorAll(".family")];
  const rows = families.flatMap((family) =>
    [...family.querySelectorAll(".links tbody tr")].map((row) => ({
      row,
      family,
      confidence: Number(row.dataset.c),
      folded: null,
    })),
  );

  const full = document.querySelectorAll(".links .full");

  // The search ignores case, accents and the shape of quotation marks.
  const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"' };
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}+/gu, "")
      .replace(/[œæßøłđıς’‘“”„]/g, (letter) => LETTERS[letter])
      .replace(/\s/g, " ");
  const textOf = (entry) => (entry.folded ??= fold([...entry.row.cells].slice(1).map((cell) => cell.textContent).join("\n")));

  const FILTERS = {
    all: () => true,
    unsure: (entry) => entry.confidence < Number(below.value),
    uneven: (entry) => entry.row.classList.contains("uneven"),
    missing: (entry) => entry.row.classList.contains("missing"),
    quoted: (entry) => entry.row.classList.contains("quoted"),
  };

  function tally() {
    for (const choice of show) {
      choice.parentElement.querySelector("b").textContent = rows.filter(FILTERS[choice.value]).length.toLocaleString("en");
    }
  }

  function filter() {
    const query = fold(words.value.trim());
    const keep = FILTERS[show.value];
    const shown = rows.filter((entry) => keep(entry) && (!query || textOf(entry).includes(query)));
    const visible = new Set(shown);
    for (const entry of rows) {
      if (entry.row.hidden === visible.has(entry)) entry.row.hidden = !entry.row.hidden;
    }
    group();
    const inSight = new Set(shown.map((entry) => entry.family));
    const filtered = shown.length < rows.length;
    for (const family of families) {
      const cards = document.getElementById(`${family.id}-quotations`);
      for (const section of cards ? [family, cards] : [family]) section.hidden = filtered && !inSight.has(family);
    }
    nothing.hidden = !filtered || shown.length > 0;
    count.textContent = `${shown.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
    mark(query, shown);
    return filtered ? shown : [];
  }

  // The style sheet knows the height of a skipped body of the table only if none of its rows is hidden.
  function group() {
    for (const body of full) {
      const left = [...body.rows].filter((row) => !row.hidden).length;
      body.hidden = !left;
      body.classList.toggle("full", left === body.rows.length);
    }
  }

  // Fewer rows make a shorter page, so the scroll position may be past its end: show the first match.
  function refine() {
    const first = filter()[0]?.row;
    const { top = 0, bottom = 0 } = first?.getBoundingClientRect() ?? {};
    if (top < controls.offsetHeight || bottom > innerHeight) first?.scrollIntoView();
  }

  // Matches are highlighted without new elements, so that the text stays unchanged; enough rows to fill some screens.
  const MARKED_ROWS = 500;
  function mark(query, shown) {
    if (!CSS.highlights) return;
    const ranges = query ? shown.slice(0, MARKED_ROWS).flatMap((entry) => [...entry.row.cells].slice(1).flatMap((cell) => find(query, cell))) : [];
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function find(query, cell) {
    const places = [];
    let folded = "";
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      let offset = 0;
      for (const letter of walker.currentNode.data) {
        const plain = fold(letter);
        for (let k = 0; k < plain.length; k++) places.push([walker.currentNode, offset, offset + letter.length]);
        folded += plain;
        offset += letter.length;
      }
    }
    const ranges = [];
    for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, at + query.length)) {
      const range = new StaticRange({
        startContainer: places[at][0],
        startOffset: places[at][1],
        endContainer: places[at + query.length - 1][0],
        endOffset: places[at + query.length - 1][2],
      });
      ranges.push(range);
    }
    return ranges;
  }

  // Rows are moved outside the page: inside it, the browser would check all of them after each move.
  function sort() {
    const sorted = order.value === "doubt" ? [...rows].sort((a, b) => a.confidence - b.confidence) : rows;
    for (const family of families) {
      const table = family.querySelector(".links");
      const parts = [...table.tBodies];
      const sizes = parts.map((body) => body.rows.length);
      const own = sorted.filter((entry) => entry.family === family).map((entry) => entry.row);
      for (const body of parts) body.remove();
      parts.forEach((body, k) => body.replaceChildren(...own.splice(0, sizes[k])));
      table.append(...parts);
    }
    group();
  }

  function clear() {
    words.value = "";
    show.value = "all";
    filter();
  }

  function step(by) {
    const visible = [...document.querySelectorAll(".links tbody tr:not([hidden])")].filter((row) => !row.closest("[hidden]"));
    const here = document.activeElement.closest(".links tbody tr") ?? document.querySelector(".links tbody tr:target");
    const at = visible.indexOf(here);
    const next = at >= 0 ? at + by : visible.findIndex((row) => row.getBoundingClientRect().bottom > innerHeight / 4);
    const row = visible[Math.max(0, Math.min(next, visible.length - 1))];
    row?.querySelector("a").focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }

  // A link to a hidden row must show the row. Rows that come into view on the way change their guessed heights, so
  // scrolling is repeated until the row keeps its place.
  function arrive() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    let [was, left] = [NaN, 8];
    const settle = () => {
      const { top } = target.getBoundingClientRect();
      if (top === was || !left) return;
      [was, left] = [top, left - 1];
      target.scrollIntoView();
      requestAnimationFrame(() => requestAnimationFrame(settle));
    };
    settle();
  }

  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refine, 120);
  });
  below.addEventListener("input", () => {
    limit.value = Number(below.value).toFixed(2);
    show.value = "unsure";
    tally();
    refine();
  });
  for (const choice of show) choice.addEventListener("change", refine);
  order.addEventListener("change", sort);
  controls.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", arrive);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      clear();
      document.activeElement.blur();
    } else if (event.target.closest("input[type=search], select")) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      words.select();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
  });

  // The choice of colours is stored if the browser allows it, which it may not for a page opened from a file.
  function paint(colours) {
    root.dataset.theme = colours;
    theme.setAttribute("aria-pressed", String(colours === "dark"));
  }
  function remembered() {
    try {
      return localStorage.getItem("align-theme");
    } catch {
      return null;
    }
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  theme.setAttribute("aria-pressed", String(dark.matches));
  if (remembered()) paint(remembered());
  theme.addEventListener("click", () => {
    paint((root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark" ? "light" : "dark");
    try {
      localStorage.setItem("align-theme", root.dataset.theme);
    } catch {
      // Without storage, the choice lasts until the page is closed.
    }
  });

  controls.hidden = false;
  const sticks = () => getComputedStyle(controls).position === "sticky";
  new ResizeObserver(() => root.style.setProperty("--bar", `${sticks() ? controls.offsetHeight : 0}px`)).observe(controls);
  document.querySelector(".keys").hidden = false;
  tally();
  filter();
  // On a reload the browser restores the scroll position.
  if (performance.getEntriesByType("navigation")[0].type !== "reload") arrive();
})();
