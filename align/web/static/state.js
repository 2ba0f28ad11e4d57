// What the page knows, and the parts of it that many modules speak of.

export const grid = document.querySelector("#beads");
export const controls = document.querySelector(".controls");
export const pairs = document.querySelector("select[name=pair]");

export const state = {
  pair: null,
  epoch: "",
  revision: 0,
  beads: [],
  visible: [],
  found: null,
  current: null,
  mark: { side: "src", segment: 0 },
  pins: { src: null, tgt: null },
  documents: [],
  asking: new Set(),
};

export const number = (value) => value.toLocaleString("en");
