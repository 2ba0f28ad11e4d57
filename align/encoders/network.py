"""Ids of pieces -> sums of token features -> unit vectors: the forward pass of multilingual USE, version 3.

The network (Yang et al. 2020, Multilingual Universal Sentence Encoder for Semantic Retrieval; the convolutional one)
applies three two-layer convolutions of width 2, 3 and 5 to every token, adds up the features of all tokens, divides the
sum by the square root of their number and passes it through a small feed-forward head. So the input of the head is a
sum over tokens, and the features of any stretch of text can be computed by addition.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from align.blas import one_blas_thread
from align.encoders.weights import DIM, NGRAMS, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from align.vectors import Indices, Vectors

_T = TypeVar("_T")
_R = TypeVar("_R")

PAD = -1
"""Separates the texts of a stream, two for each gap; the convolutions read zeros there."""
REACH = 4
"""Tokens on either side on which a token's features depend: two layers, each reaching two."""
WIDTH = 256
"""Features of one convolution."""
BLOCK = 512
"""Tokens in one task of a thread: fast on one core, and still several tasks for each of several cores."""
ROWS = 256
"""Rows in one task of a thread where rows do not depend on their neighbours."""
SLAB = 32 * BLOCK
"""Tokens of a stream that are processed together; bounds the memory."""
EPS = 1e-12
"""Added to a variance to keep it from being zero."""


class Network:
    """The forward pass.

    The blocks of work do not depend on the number of threads, so the result is the same to the last bit. Each matrix
    product runs in one thread: at these sizes it gains nothing from more.
    """

    def __init__(self, weights: np.void, *, threads: int | None = None) -> None:
        self._w = weights
        self._threads = threads or cores()
        self._proj, self._proj_b, self._gain, self._shift = (
            np.concatenate([weights[f"{name}{n}"] for n, _ in NGRAMS], axis=-1)
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        )
        # The matrices for the places in the window of each first layer, side by side.
        self._first = [np.hstack(weights[f"w1_{n}"].reshape(n, WIDTH, WIDTH)) for n, _ in NGRAMS]
        # The projection of a vector of ones, and of the shift that normalisation adds, with the bias.
        self._one = weights["ln_g"] @ weights["cnn_W"]
        self._bias = weights["cnn_b"] + weights["ln_b"] @ weights["cnn_W"]

    def sums(self, stream: Indices, labels: Indices, n: int) -> Vectors:
        """Return the sums of the features of the tokens with the labels 0 to n - 1: (n, dim).

        `stream`: ids of pieces, and `PAD`.
        `labels`: the label of each token, or -1 for none; tokens of one label are neighbours.

        The constant part of a token's features is left to `head`.
        """
        out = np.zeros((n, DIM), np.float32)
        edge = np.full(REACH, PAD)
        stream = np.concatenate([edge, stream, edge])
        for start in range(0, len(labels), SLAB):
            own = labels[start : start + SLAB]
            pieces, tokens = np.unique(stream[start : start + len(own) + 2 * REACH], return_inverse=True)
            tables = _Tables.empty(len(pieces))
            self._map(partial(self._tabulate, tables, pieces), range(0, len(pieces), ROWS))
            blocks = [(tokens[at : at + BLOCK + 2 * REACH], own[at : at + BLOCK]) for at in range(0, len(own), BLOCK)]
            for owners, rows in self._map(partial(self._block_sums, tables), blocks):
                out[owners] += rows
        return out

    def head(self, sums: Vectors, counts: Indices) -> Vectors:
        """Return the unit vectors for sums over tokens, given the number of tokens of each."""
        parts = range(ROWS, len(sums), ROWS)
        return np.concatenate(self._map(self._head, zip(np.split(sums, parts), np.split(counts, parts), strict=True)))

    def _map(self, work: Callable[[_T], _R], parts: Iterable[_T]) -> list[_R]:
        """Apply `work` to every part, in threads unless there is only one part or one thread."""
        parts = list(parts)
        with one_blas_thread():
            if min(len(parts), self._threads) == 1:
                return [work(part) for part in parts]
            with ThreadPoolExecutor(self._threads) as pool:
                return list(pool.map(work, parts))

    def _tabulate(self, tables: _Tables, pieces: Indices, at: int) -> None:
        """Fill `ROWS` rows of the tables: the values that do not depend on a token's neighbours, for each piece."""
        w = self._w
        rows = slice(at, at + ROWS)
        pieces = pieces[rows]
        part = pieces % PARTS
        embedded = w["table"][pieces] * w["scale"][part, None] + w["lo"][part, None]
        tables.pad[rows] = pieces == PAD
        tables.total[rows] = embedded.sum(axis=1)
        tables.square[rows] = np.einsum("ij,ij->i", embedded, embedded)
        x = _normalise(embedded @ self._proj + self._proj_b, self._gain, self._shift)
        x[tables.pad[rows]] = 0
        tables.inputs[rows] = x
        for i, first in enumerate(self._first):
            np.matmul(x[:, _columns(i)], first, out=tables.first[i][rows])
        embedded *= w["ln_g"][:DIM]
        np.matmul(embedded, w["cnn_W"][:DIM], out=tables.projected[rows])

    def _block_sums(self, tables: _Tables, block: tuple[Indices, Indices]) -> tuple[Indices, Vectors]:
        """Compute the features of the tokens of a block; return the label and the sum of each stretch of one label.

        `block`: the tokens, as row numbers of the `tables`, with `REACH` more at each end; and their labels.
        """
        w = self._w
        tokens, labels = block
        n, own, near = len(labels), tokens[REACH:-REACH], tokens[2:-2]
        # The first layer is needed two tokens beyond either end of the block.
        pad = tables.pad[near]
        features = np.empty((n, len(NGRAMS) * WIDTH + DIM), np.float32)
        for i, (width, left) in enumerate(NGRAMS):
            inner = np.tile(w[f"b1_{width}"], (n + REACH, 1))
            for j in range(width):
                inner += tables.first[i][tokens[2 - left + j :][: n + REACH], j * WIDTH : (j + 1) * WIDTH]
            np.maximum(inner, 0, out=inner)
            inner += tables.inputs[near, _columns(i)]
            inner[pad] = 0
            outer = np.hstack([inner[2 - left + j :][:n] for j in range(width)]) @ w[f"w2_{width}"]
            outer += w[f"b2_{width}"]
            np.maximum(outer, 0, out=outer)
            np.add(outer, inner[2:-2], out=features[:, _columns(i)])
        starts = np.flatnonzero(np.diff(labels, prepend=labels[0] - 1))
        sizes = np.diff(starts, append=n)
        owned = labels[starts] >= 0
        # Normalisation covers these features and the embedding, of which only the projection is still needed.
        convolved = features[:, :-DIM]
        total = tables.total[own] + convolved.sum(axis=1)
        mean = total / w["ln_g"].size
        variance = (tables.square[own] + np.einsum("ij,ij->i", convolved, convolved)) / w["ln_g"].size - mean**2
        scale = 1 / np.sqrt(variance + EPS)
        features[:, -DIM:] = tables.projected[own]
        features *= scale[:, None]
        sums = _add_up(features, starts[owned], sizes[owned])
        sums[:, :-DIM] *= w["ln_g"][DIM:]
        rows = sums[:, :-DIM] @ w["cnn_W"][DIM:]
        rows += sums[:, -DIM:]
        rows -= np.outer(np.add.reduceat(mean * scale, starts)[owned], self._one)
        return labels[starts][owned], rows

    def _head(self, part: tuple[Vectors, Indices]) -> Vectors:
        sums, counts = part
        count = counts.astype(np.float32)[:, None]
        mean = count * self._bias
        mean += sums
        mean /= np.sqrt(count)
        hidden = self._layer(mean, "p1", "d0", "d1")
        np.maximum(hidden, 0, out=hidden)
        out = self._layer(hidden, "p3", "d2", "d3")
        np.tanh(out, out=out)
        unit: Vectors = out / np.sqrt(np.einsum("ij,ij->i", out, out))[:, None]
        return unit

    def _layer(self, x: Vectors, past: str, before: str, after: str) -> Vectors:
        """Apply two matrices with a ReLU between them, and add the product of a third, the bypass."""
        inner = x @ self._w[before]
        np.maximum(inner, 0, out=inner)
        rows: Vectors = inner @ self._w[after]
        rows += x @ self._w[past]
        return rows


class _Tables(NamedTuple):
    """The values that do not depend on a token's neighbours, in a row for each distinct piece."""

    pad: NDArray[np.bool_]
    """Whether the piece is `PAD`: (pieces,)."""
    inputs: Vectors
    """Inputs of the convolutions; 0 for `PAD`: (pieces, convolutions * WIDTH)."""
    first: tuple[Vectors, ...]
    """For each convolution, the piece's contribution to the first layer from each place in the window, side by side."""
    total: Vectors
    """Sum of the embedding: (pieces,)."""
    square: Vectors
    """Sum of the squared embedding: (pieces,)."""
    projected: Vectors
    """Projection of the embedding: (pieces, DIM)."""

    @classmethod
    def empty(cls, n: int) -> _Tables:
        """Return tables for n pieces, not yet filled."""
        return cls(
            np.empty(n, np.bool_),
            np.empty((n, len(NGRAMS) * WIDTH), np.float32),
            tuple(np.empty((n, width * WIDTH), np.float32) for width, _ in NGRAMS),
            np.empty(n, np.float32),
            np.empty(n, np.float32),
            np.empty((n, DIM), np.float32),
        )


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _columns(i: int) -> slice:
    """Return the columns of a convolution where the three are side by side."""
    return slice(i * WIDTH, (i + 1) * WIDTH)


def _add_up(rows: Vectors, starts: Indices, sizes: Indices) -> Vectors:
    """Return the sums of stretches of rows; adds the k-th rows of all at once, faster than `np.add.reduceat`."""
    longest_first = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[longest_first], sizes[longest_first]
    sums = rows[starts]
    for k in range(1, sizes.max(initial=0)):
        more = np.searchsorted(-sizes, -k)
        sums[:more] += rows[starts[:more] + k]
    out = np.empty_like(sums)
    out[longest_first] = sums
    return out


def _normalise(x: Vectors, gain: Vectors, shift: Vectors) -> Vectors:
    """Normalise every row to mean 0 and variance 1, in place, then scale and shift its columns."""
    x -= x.mean(axis=1, keepdims=True)
    x *= 1 / np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + EPS)[:, None]
    x *= gain
    x += shift
    return x
