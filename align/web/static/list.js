// A list of thousands of rows of which only those near the window exist. A row's height is guessed from the length of
// its words until it has been seen, and then kept; what is in sight never jumps when a guess was wrong.

const MARGIN = 900;

const STOPS = "a, button, summary";

// Put a new element in the place of an old one; what had the focus in it has it again.
function exchange(old, fresh) {
  const focused = document.activeElement;
  const inside = old.contains(focused);
  const nth = [...old.querySelectorAll(STOPS)].indexOf(focused);
  old.replaceWith(fresh);
  if (inside) (fresh.querySelectorAll(STOPS)[nth] ?? fresh).focus({ preventScroll: true });
}

export class List {
  // `draw(item, position)` returns the element of an item that has come; `lacking(from, to)` asks for what has not.
  constructor({ element, draw, guess, lacking, moved }) {
    Object.assign(this, { element, draw, guess, lacking, moved });
    this.items = [];
    this.shown = new Map();
    this.tops = [0];
    this.kept = null;
    this.seen = this.view();
    this.resized = new ResizeObserver((entries) => this.measure(entries));
    addEventListener("scroll", () => this.soon(), { passive: true });
    addEventListener("resize", () => this.forget());
  }

  get top() {
    return this.element.getBoundingClientRect().top + scrollY;
  }

  // Show these items; those that were measured before keep their height.
  set(items) {
    const anchor = this.anchor();
    this.items = items;
    this.place(anchor);
  }

  // The row that is kept, if it begins in sight, or else the first row in sight, and where it stands in the window, so that
  // it can stay there.
  anchor({ offset, room } = this.view()) {
    if (offset <= 0 || !this.items.length) return null;
    const kept = this.shown.has(this.kept) ? this.items.indexOf(this.kept) : -1;
    const below = this.tops[kept] - offset;
    const position = below >= 0 && below < room ? kept : this.at(offset);
    return { item: this.items[position], position, by: this.tops[position] - offset };
  }

  // Where the free part of the window begins in the list, and its height.
  view() {
    return { offset: scrollY + this.clear - this.top, room: innerHeight - this.clear };
  }

  // How much of the window's top is covered by what sticks there.
  get clear() {
    return parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--covered")) || 0;
  }

  at(offset) {
    let low = 0;
    let high = this.items.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  place(anchor) {
    const tops = new Array(this.items.length + 1);
    tops[0] = 0;
    this.items.forEach((item, k) => (tops[k + 1] = tops[k] + (item.height ?? this.guess(item))));
    this.tops = tops;
    this.element.style.height = `${tops.at(-1)}px`;
    if (anchor) {
      const same = this.items[anchor.position] === anchor.item ? anchor.position : this.items.indexOf(anchor.item);
      const position = same >= 0 ? same : Math.min(anchor.position, this.items.length - 1);
      const wanted = Math.round(this.top + tops[Math.max(position, 0)] - anchor.by - this.clear);
      if (Math.abs(wanted - scrollY) >= 1) scrollTo({ top: wanted, behavior: "instant" });
    }
    this.render();
  }

  soon() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.render();
      this.seen = this.view();
    });
  }

  window() {
    const offset = scrollY - this.top;
    const from = this.at(Math.max(0, offset - MARGIN));
    const to = Math.min(this.items.length, this.at(Math.max(0, offset + innerHeight + MARGIN)) + 1);
    return [from, to];
  }

  render() {
    const [from, to] = this.window();
    const wanted = new Map();
    for (let k = from; k < to; k++) wanted.set(this.items[k], k);
    if (this.kept && !wanted.has(this.kept)) {
      const k = this.items.indexOf(this.kept);
      if (k >= 0) wanted.set(this.kept, k);
    }
    for (const [item, entry] of this.shown) {
      if (!wanted.has(item)) this.remove(item, entry);
    }
    let missing = null;
    for (const [item, k] of wanted) {
      if (!item.row || item.old) missing = missing ? [Math.min(missing[0], k), Math.max(missing[1], k + 1)] : [k, k + 1];
      if (!item.row) continue;
      let entry = this.shown.get(item);
      if (!entry || entry.stale) {
        const element = this.draw(item, k);
        if (entry) {
          this.resized.unobserve(entry.element);
          exchange(entry.element, element);
        } else {
          this.element.append(element);
        }
        entry = { element };
        this.shown.set(item, entry);
        element.item = item;
        this.resized.observe(element);
      }
      entry.element.style.top = `${this.tops[k]}px`;
      entry.element.setAttribute("aria-rowindex", k + 1);
    }
    this.sort(wanted);
    if (missing) this.lacking(...missing);
    this.moved(from, to);
  }

  // The order of elements is the order of reading, whatever way the rows came in.
  sort(wanted) {
    const ordered = [...wanted].filter(([item]) => this.shown.has(item)).sort((a, b) => a[1] - b[1]);
    let before = null;
    for (const [item] of ordered) {
      const { element } = this.shown.get(item);
      const next = before ? before.nextSibling : this.element.firstChild;
      if (next !== element) {
        const focused = element.contains(document.activeElement) ? document.activeElement : null;
        this.element.insertBefore(element, next);
        focused?.focus({ preventScroll: true });
      }
      before = element;
    }
  }

  remove(item, entry) {
    this.resized.unobserve(entry.element);
    entry.element.remove();
    this.shown.delete(item);
  }

  measure(entries) {
    let changed = false;
    for (const entry of entries) {
      const item = entry.target.item;
      const height = entry.borderBoxSize[0].blockSize;
      if (!entry.target.isConnected || Math.abs((item.height ?? -1) - height) < 0.5) continue;
      item.height = height;
      changed = true;
    }
    if (changed) this.place(this.anchor());
  }

  // The window has another width: every height is a guess again. What was in sight before stays there, in the upper half.
  forget() {
    const anchor = this.anchor(this.seen);
    if (anchor) anchor.by = Math.min(anchor.by, (innerHeight - this.clear) / 2);
    for (const item of this.items) if (!this.shown.has(item)) item.height = undefined;
    this.place(anchor);
  }

  stale(item) {
    const entry = this.shown.get(item);
    if (entry) entry.stale = true;
  }

  // Bring an item into sight, well below what sticks to the top, and return its element once it is there.
  reveal(position, { centre = false } = {}) {
    const height = this.tops[position + 1] - this.tops[position];
    const room = innerHeight - this.clear;
    const top = this.top + this.tops[position] - this.clear;
    const above = centre ? Math.max(0, (room - height) / 2) : Math.min(room / 4, Math.max(0, room - height));
    const bottom = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--covered-below")) || 0;
    const inSight = scrollY <= top && top + height <= scrollY + room - bottom;
    if (!inSight || centre) scrollTo({ top: Math.max(0, top - above), behavior: "instant" });
    this.render();
  }
}
