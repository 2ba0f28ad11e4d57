// The state of the page, and elements that several modules use.

export const grid = document.querySelector("#beads");
export const controls = document.querySelector(".controls");
export const pairs = document.querySelector("select[name=pair]");

export const state = {
  pair: null,
  epoch: "",
  revision: 0,
  beads: [],
  visible: [],
  matches: null,
  current: null,
  mark: { side: "src", segment: 0 },
  pins: { src: null, tgt: null },
  documents: [],
  requests: new Set(),
};

export const number = (value) => value.toLocaleString("en");
