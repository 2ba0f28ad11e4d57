// The strip: confidence and status along the text. A bar shows the most doubtful of its beads: taller is more doubtful.
// A line below means that all of them are reviewed, a notch that one was rejected. So shapes, not only colours, tell.

const BARS = 8;
const LINE = 3;

export class Strip {
  constructor(canvas, { go }) {
    this.canvas = canvas;
    this.beads = [];
    this.from = 0;
    this.to = 0;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      go(this.beadAt(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons) go(this.beadAt(event));
    });
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  beadAt(event) {
    const { left, width } = this.canvas.getBoundingClientRect();
    const share = Math.max(0, Math.min(0.999999, (event.clientX - left) / width));
    return Math.floor(share * this.beads.length);
  }

  set(beads) {
    this.beads = beads;
    this.draw();
  }

  window(from, to) {
    if (from === this.from && to === this.to) return;
    this.from = from;
    this.to = to;
    this.draw();
  }

  draw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  paint() {
    const { canvas, beads } = this;
    const scale = devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * scale);
    const height = Math.round(canvas.clientHeight * scale);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, width, height);
    if (!beads.length || !width) return;
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(`--${name}`);
    const colours = { sure: colour("bar-sure"), likely: colour("bar-likely"), unsure: colour("bar-unsure") };
    const line = LINE * scale;
    const room = height - line - scale;
    const left = (index) => (index / beads.length) * width;

    context.fillStyle = colour("bar-window");
    context.fillRect(left(this.from), 0, Math.max(2 * scale, left(this.to) - left(this.from)), height);
    const bars = Math.min(beads.length, Math.floor(canvas.clientWidth / 3));
    for (let bar = 0; bar < bars; bar++) {
      const from = Math.floor((bar * beads.length) / bars);
      const to = Math.max(from + 1, Math.floor(((bar + 1) * beads.length) / bars));
      let worst = 100;
      let reviewed = true;
      let rejected = false;
      for (let k = from; k < to; k++) {
        const { c, s } = beads[k];
        if (s === "machine") reviewed = false;
        if (s === "rejected" || s === "needs-review") rejected = true;
        if (c < worst) worst = c;
      }
      const x = Math.round(left(from));
      const wide = Math.max(scale, Math.round(left(to)) - x - scale);
      const tall = Math.round((1 / BARS + (1 - 1 / BARS) * (1 - worst / 100)) * room);
      context.fillStyle = worst >= 90 ? colours.sure : worst >= 50 ? colours.likely : colours.unsure;
      context.fillRect(x, room - tall, wide, tall);
      if (reviewed || rejected) {
        context.fillStyle = rejected ? colours.unsure : colour("bar-reviewed");
        if (rejected) context.fillRect(x, height - line - 2 * scale, wide, line + 2 * scale);
        else context.fillRect(x, height - line, Math.round(left(to)) - x, line);
      }
    }
  }
}
