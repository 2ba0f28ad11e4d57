// A list of thousands of rows. Only the rows near the window are in the document. The height of a row is estimated from
// the length of its text until the row has been drawn and measured. Visible rows do not jump when an estimate was wrong.

// Pixels above and below the window in which rows are drawn.
const MARGIN = 900;

const STOPS = "a, button, summary";

// Replace the element of a row and keep the focus.
function replaceRow(old, fresh) {
  const focused = document.activeElement;
  const inside = old.contains(focused);
  const nth = [...old.querySelectorAll(STOPS)].indexOf(focused);
  old.replaceWith(fresh);
  if (inside) (fresh.querySelectorAll(STOPS)[nth] ?? fresh).focus({ preventScroll: true });
}

export class List {
  // `draw(item)` returns the element of an item, `guess(item)` its probable height in pixels; `onNeed(from, to)` asks for
  // the content of items that lack it; `onMove(from, to)` gets the positions of the drawn rows.
  constructor({ element, draw, guess, onNeed, onMove }) {
    Object.assign(this, { element, draw, guess, onNeed, onMove });
    this.items = [];
    this.entries = new Map();
    this.tops = [0];
    this.cursorItem = null;
    this.lastView = this.view();
    this.resizes = new ResizeObserver((entries) => this.measure(entries));
    addEventListener("scroll", () => this.scheduleRender(), { passive: true });
    addEventListener("resize", () => this.resetHeights());
  }

  get top() {
    return this.element.getBoundingClientRect().top + scrollY;
  }

  // Show these items. Items that were measured before keep their height.
  set(items) {
    const anchor = this.anchor();
    this.items = items;
    this.place(anchor);
  }

  // Return the row that must not move, and its distance from the top of the visible part: the cursor's row if its top is
  // visible, else the first visible row.
  anchor({ offset, room } = this.view()) {
    if (offset <= 0 || !this.items.length) return null;
    const cursor = this.entries.has(this.cursorItem) ? this.items.indexOf(this.cursorItem) : -1;
    const below = this.tops[cursor] - offset;
    const position = below >= 0 && below < room ? cursor : this.at(offset);
    return { item: this.items[position], position, by: this.tops[position] - offset };
  }

  // The visible part of the window: its offset in the list, and its height.
  view() {
    return { offset: scrollY + this.covered - this.top, room: innerHeight - this.covered };
  }

  // The height of the bars that cover the top of the window.
  get covered() {
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
      const wanted = Math.round(this.top + tops[Math.max(position, 0)] - anchor.by - this.covered);
      if (Math.abs(wanted - scrollY) >= 1) scrollTo({ top: wanted, behavior: "instant" });
    }
    this.render();
  }

  scheduleRender() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.render();
      this.lastView = this.view();
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
    if (this.cursorItem && !wanted.has(this.cursorItem)) {
      const k = this.items.indexOf(this.cursorItem);
      if (k >= 0) wanted.set(this.cursorItem, k);
    }
    for (const [item, entry] of this.entries) {
      if (!wanted.has(item)) this.remove(item, entry);
    }
    let missing = null;
    for (const [item, k] of wanted) {
      if (!item.row || item.old) missing = missing ? [Math.min(missing[0], k), Math.max(missing[1], k + 1)] : [k, k + 1];
      if (!item.row) continue;
      let entry = this.entries.get(item);
      if (!entry || entry.stale) {
        const element = this.draw(item);
        if (entry) {
          this.resizes.unobserve(entry.element);
          replaceRow(entry.element, element);
        } else {
          this.element.append(element);
        }
        entry = { element };
        this.entries.set(item, entry);
        element.item = item;
        this.resizes.observe(element);
      }
      entry.element.style.top = `${this.tops[k]}px`;
      entry.element.setAttribute("aria-rowindex", k + 1);
    }
    this.sort(wanted);
    if (missing) this.onNeed(...missing);
    this.onMove(from, to);
  }

  // Put the elements into reading order, for screen readers and the Tab key.
  sort(wanted) {
    const ordered = [...wanted].filter(([item]) => this.entries.has(item)).sort((a, b) => a[1] - b[1]);
    let before = null;
    for (const [item] of ordered) {
      const { element } = this.entries.get(item);
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
    this.resizes.unobserve(entry.element);
    entry.element.remove();
    this.entries.delete(item);
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

  // Estimate all heights again after the width of the window has changed. The anchor stays visible, in the upper half.
  resetHeights() {
    const anchor = this.anchor(this.lastView);
    if (anchor) anchor.by = Math.min(anchor.by, (innerHeight - this.covered) / 2);
    for (const item of this.items) if (!this.entries.has(item)) item.height = undefined;
    this.place(anchor);
  }

  // Draw the row of an item again at the next rendering.
  invalidate(item) {
    const entry = this.entries.get(item);
    if (entry) entry.stale = true;
  }

  // Scroll to an item unless it is visible.
  reveal(position, { centre = false } = {}) {
    const height = this.tops[position + 1] - this.tops[position];
    const room = innerHeight - this.covered;
    const top = this.top + this.tops[position] - this.covered;
    const above = centre ? Math.max(0, (room - height) / 2) : Math.min(room / 4, Math.max(0, room - height));
    const bottom = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--covered-below")) || 0;
    const inSight = scrollY <= top && top + height <= scrollY + room - bottom;
    if (!inSight || centre) scrollTo({ top: Math.max(0, top - above), behavior: "instant" });
    this.render();
  }
}
