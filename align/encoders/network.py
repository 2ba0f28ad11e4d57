"""Ids of pieces -> sums of token features -> unit vectors: the forward pass of multilingual USE, version 3.

The network (Yang et al. 2020, Multilingual Universal Sentence Encoder for Semantic Retrieval; the convolutional one)
looks at every token with three two-layer convolutions of width 2, 3 and 5, adds up the features of all tokens, divides
the sum by the square root of their number and sends it through a small feed-forward head. Everything before the head is
thus a sum over tokens, and the features of any stretch of text can be had by adding.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from threadpoolctl import ThreadpoolController

from align.encoders.weights import DIM, NGRAMS, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from align.vectors import Indices, Vectors

_T = TypeVar("_T")
_R = TypeVar("_R")

PAD = -1
"""Stands between the texts of a stream, twice; the convolutions see nothing there."""
REACH = 4
"""A token's features depend on this many tokens on either side of it: two layers, each reaching two."""
WIDTH = 256
"""Features of one convolution."""
BLOCK = 512
"""Tokens that a thread works on at a time: fast on one core, and still some blocks for each of several."""
ROWS = 128
"""Rows of what has no neighbours that a thread works on at a time."""
SLAB = 8 * BLOCK
"""Tokens of a stream that are worked on together, which bounds the memory."""
EPS = 1e-12
"""Keeps a variance or a length from being zero."""


class Network:
    """The forward pass.

    The work is cut into the same blocks whatever the number of threads, so that this number never changes a bit of the
    result. Every thread does its matrix products alone, for at these sizes a product gains nothing from more of them.
    """

    def __init__(self, weights: np.void, *, threads: int | None = None) -> None:
        self._w = weights
        self._threads = threads or cores()
        self._blas = ThreadpoolController()
        self._proj, self._proj_b, self._gain, self._shift = (
            np.concatenate([weights[f"{name}{n}"] for n, _ in NGRAMS], axis=-1)
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        )
        # One matrix for each place in the window of a first layer, side by side.
        self._first = [np.hstack(weights[f"w1_{n}"].reshape(n, WIDTH, WIDTH)) for n, _ in NGRAMS]

    def sums(self, stream: Indices, labels: Indices, n: int) -> Vectors:
        """Add up the features of the tokens that bear the label 0, 1, ... n-1: (n, dim).

        `stream` holds ids of pieces, and `PAD`; `labels` says of each whose it is, -1 for nobody's. Those of one label
        stand side by side. The bias of the features' projection is left to `head`.
        """
        out = np.zeros((n, DIM), np.float32)
        edge = np.full(REACH, PAD)
        stream = np.concatenate([edge, stream, edge])
        for start in range(0, len(labels), SLAB):
            own = labels[start : start + SLAB]
            pieces, tokens = np.unique(stream[start : start + len(own) + 2 * REACH], return_inverse=True)
            looked_up = self._map(self._piece_features, np.split(pieces, range(ROWS, len(pieces), ROWS)))
            tables = [np.concatenate(parts) for parts in zip(*looked_up, strict=True)]
            blocks = [(tokens[at : at + BLOCK + 2 * REACH], own[at : at + BLOCK]) for at in range(0, len(own), BLOCK)]
            for owners, rows in self._map(partial(self._block_sums, tables), blocks):
                out[owners] += rows
        return out

    def head(self, sums: Vectors, counts: Indices) -> Vectors:
        """Turn sums over tokens, and how many tokens each is of, into unit vectors."""
        parts = range(ROWS, len(sums), ROWS)
        return np.concatenate(self._map(self._head, zip(np.split(sums, parts), np.split(counts, parts), strict=True)))

    def _map(self, work: Callable[[_T], _R], parts: Iterable[_T]) -> list[_R]:
        """Do the work on every part, in as many threads as we may use; threads cost more than they give to one part."""
        parts = list(parts)
        with self._blas.limit(limits=1, user_api="blas"):
            if min(len(parts), self._threads) == 1:
                return [work(part) for part in parts]
            with ThreadPoolExecutor(self._threads) as pool:
                return list(pool.map(work, parts))

    def _piece_features(self, pieces: Indices) -> tuple[Vectors, ...]:
        """Compute what does not depend on a token's neighbours, once for each piece that occurs.

        Returns the embeddings, the input of the convolutions, 0 for `PAD` and 1 for others, and for each convolution
        what the piece adds to its first layer from each place in the window, side by side.
        """
        w = self._w
        part = pieces % PARTS
        embedded = w["table"][pieces] * w["scale"][part, None] + w["lo"][part, None]
        x = _normalised(embedded @ self._proj + self._proj_b, self._gain, self._shift)
        here = (pieces != PAD).astype(np.float32)[:, None]
        x *= here
        return embedded, x, here, *(x[:, _columns(i)] @ first for i, first in enumerate(self._first))

    def _block_sums(self, tables: list[Vectors], block: tuple[Indices, Indices]) -> tuple[Indices, Vectors]:
        """Compute the features of the tokens of a block; return the label and the sum of each stretch of one label.

        `block` holds the tokens as rows of the `tables`, with `REACH` more at each end, and their labels.
        """
        w = self._w
        tokens, labels = block
        embedded, x, here, *first = tables
        n, near = len(labels), tokens[2:-2]  # The first layer is needed two tokens beyond either end of the block.
        features = np.empty((n, w["ln_g"].size), np.float32)
        features[:, : -len(NGRAMS) * WIDTH] = embedded[tokens[REACH:-REACH]]
        for i, (width, left) in enumerate(NGRAMS):
            inner = np.tile(w[f"b1_{width}"], (n + REACH, 1))
            for j in range(width):
                inner += first[i][tokens[2 - left + j :][: n + REACH], j * WIDTH : (j + 1) * WIDTH]
            np.maximum(inner, 0, out=inner)
            inner += x[near, _columns(i)]
            inner *= here[near]
            outer = np.tile(w[f"b2_{width}"], (n, 1))
            for j, matrix in enumerate(w[f"w2_{width}"].reshape(width, WIDTH, WIDTH)):
                outer += inner[2 - left + j :][:n] @ matrix
            np.maximum(outer, 0, out=outer)
            np.add(outer, inner[2:-2], out=features[:, -len(NGRAMS) * WIDTH :][:, _columns(i)])
        _normalised(features, w["ln_g"], w["ln_b"])
        starts = np.flatnonzero(np.diff(labels, prepend=labels[0] - 1))
        sizes = np.diff(starts, append=n)
        owned = labels[starts] >= 0
        return labels[starts][owned], _added_up(features, starts[owned], sizes[owned]) @ w["cnn_W"]

    def _head(self, part: tuple[Vectors, Indices]) -> Vectors:
        w = self._w
        sums, counts = part
        count = counts.astype(np.float32)[:, None]
        mean = (sums + count * w["cnn_b"]) / np.sqrt(count)
        hidden = np.maximum(mean @ w["p1"] + np.maximum(mean @ w["d0"], 0) @ w["d1"], 0)
        out = np.tanh(hidden @ w["p3"] + np.maximum(hidden @ w["d2"], 0) @ w["d3"])
        unit: Vectors = out / np.linalg.norm(out, axis=1, keepdims=True)
        return unit


def cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _columns(i: int) -> slice:
    """Return the columns that belong to a convolution where the three stand side by side."""
    return slice(i * WIDTH, (i + 1) * WIDTH)


def _added_up(rows: Vectors, starts: Indices, sizes: Indices) -> Vectors:
    """Add up stretches of rows, the k-th rows of all that have so many at a time; `np.add.reduceat` is slow at it."""
    longest_first = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[longest_first], sizes[longest_first]
    sums = rows[starts]
    for k in range(1, sizes.max(initial=0)):
        more = np.searchsorted(-sizes, -k)
        sums[:more] += rows[starts[:more] + k]
    out = np.empty_like(sums)
    out[longest_first] = sums
    return out


def _normalised(x: Vectors, gain: Vectors, shift: Vectors) -> Vectors:
    """Give every row mean 0 and variance 1, in place, then scale and shift its columns."""
    x -= x.mean(axis=1, keepdims=True)
    x *= 1 / np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + EPS)[:, None]
    x *= gain
    x += shift
    return x
