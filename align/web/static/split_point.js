// The place where a bead is split.

const length = (segment) => segment.words.reduce((sum, [text]) => sum + text.length, 0);

// Return how many sentences of each side go into the first of the two beads, or null if the bead cannot be split.
// The side of the mark is split before the marked sentence, the other side where the shares of length are most alike.
export function splitPoint(row, { side: name, segment }) {
  const other = name === "src" ? "tgt" : "src";
  const here = row[name];
  if (here.length < 2 && row[other].length < 2) return null;
  const first = here.length < 2 ? null : Math.max(1, segment);
  const share = (segments, count) =>
    segments.slice(0, count).reduce((sum, one) => sum + length(one), 0) / Math.max(1, segments.reduce((sum, one) => sum + length(one), 0));
  const fit = (segments, wanted) => {
    const from = segments.length > 1 ? 1 : 0;
    const to = segments.length > 1 ? segments.length - 1 : segments.length;
    let best = from;
    for (let k = from; k <= to; k++) if (Math.abs(share(segments, k) - wanted) < Math.abs(share(segments, best) - wanted)) best = k;
    return best;
  };
  const at = first === null ? { [other]: Math.ceil(row[other].length / 2) } : { [name]: first };
  if (first === null) at[name] = fit(here, share(row[other], at[other]));
  else at[other] = fit(row[other], share(here, first));
  return [at.src, at.tgt];
}
