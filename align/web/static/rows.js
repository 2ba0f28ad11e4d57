// The cells of a row. Texts become text nodes, never markup.

// Return a new element. Properties are attributes; `class` is the class name; `onclick` and the like are listeners.
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const band = (confidence) => (confidence >= 90 ? "sure" : confidence >= 50 ? "likely" : "unsure");

const STATUS = {
  machine: "",
  accepted: "✓ accepted",
  rejected: "✗ rejected",
  "needs-review": "? needs review",
};

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);
const names = new Intl.DisplayNames(["en"], { type: "language" });

export function language(tag) {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export const direction = (tag) => {
  try {
    const locale = new Intl.Locale(tag);
    const script = (locale.script ?? "").toLowerCase();
    if (script) return ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"].includes(script) ? "rtl" : "ltr";
    return RIGHT_TO_LEFT.has(locale.language) ? "rtl" : "ltr";
  } catch {
    return "ltr";
  }
};

function wordNodes(stretches) {
  return stretches.map(([text, kind, depth]) =>
    kind ? make("span", { class: `q ${kind} d${depth}` }, text) : document.createTextNode(text),
  );
}

// The text that stands for missing sentences in a column, "src" or "tgt".
export const gapText = (column, tag) => (column === "tgt" ? `Not translated into ${language(tag)}` : `Nothing in the ${language(tag)} corresponds`);

// The cell of one side: its segments in paragraphs, with a tick between two segments of one block.
export function textCell(segments, column, tag) {
  const cell = make("div", { role: "gridcell", class: "cell", lang: tag, dir: direction(tag) });
  if (!segments.length) {
    cell.classList.add("gap");
    cell.append(make("p", { lang: "en", dir: "ltr" }, gapText(column, tag)));
  }
  let paragraph = null;
  let block = -1;
  segments.forEach((segment, index) => {
    if (segment.block !== block) {
      block = segment.block;
      paragraph = make("p", { class: segment.kind });
      if (segment.label) paragraph.append(make("b", { class: "label" }, segment.label), " ");
      cell.append(paragraph);
    }
    const first = paragraph.querySelector(".seg") === null;
    const span = make("span", { class: first ? "seg" : "seg s", "data-side": column, "data-segment": index });
    span.append(...wordNodes(segment.words));
    paragraph.append(span);
  });
  return cell;
}

export function rowHeader(bead, number) {
  const confidence = `${(bead.c / 100).toFixed(2)} ${band(bead.c)}`;
  const kind = bead.t === "1-1" ? "type" : "type uneven";
  const status = bead.pending ? `${STATUS[bead.pending]}, saving` : STATUS[bead.s];
  return make(
    "div",
    { role: "rowheader", class: "margin" },
    make("a", { href: `#${encodeURIComponent(bead.row.key)}`, title: "Link to this pair" }, String(number)),
    " ",
    make("span", { class: kind }, bead.t),
    " ",
    make("span", { class: `conf ${band(bead.c)}` }, confidence),
    status ? make("span", { class: `status ${bead.pending ?? bead.s}` }, status) : null,
    bead.row.by ? make("span", { class: "by" }, make("bdi", {}, bead.row.by)) : null,
  );
}
