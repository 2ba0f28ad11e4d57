"""Bins of confidence -> a reliability diagram (DeGroot and Fienberg 1983), as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.evaluate import Reliability

_LEFT, _TOP, _SIDE = 56, 24, 320
_STRIP = 48
"""Height of the strip that shows the number of beads of each bin."""
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def reliability_svg(reliability: Reliability, signature: str) -> str:
    """Draw the share of right beads against their confidence, with the diagonal of perfect calibration.

    Each bin has a bar up to its share of right beads and a dot at its mean confidence; the strip below shows its number
    of beads, on its own scale.
    """
    return "\n".join([*_lines(reliability, signature), ""])


def _lines(reliability: Reliability, signature: str) -> Iterator[str]:
    width, height = _LEFT + _SIDE + 24, _TOP + _SIDE + 32 + _STRIP + 64
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">'
    yield f'<title id="title">Reliability: expected calibration error {reliability.error:.3f}</title>'
    yield "<style>text{font:12px sans-serif;fill:#222}.small{font-size:9px;fill:#555}.bar{fill:#4a7ab5}</style>"
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'
    for tick in _TICKS:
        yield f'<path d="M{_x(0):g} {_y(tick):g}H{_x(1):g}" stroke="#ddd"/>'
        yield f'<text x="{_x(0) - 6:g}" y="{_y(tick) + 4:g}" text-anchor="end">{tick:g}</text>'
        yield f'<text x="{_x(tick):g}" y="{_y(0) + 16:g}" text-anchor="middle">{tick:g}</text>'
    most = max((item.beads for item in reliability.bins), default=1)
    foot = _y(0) + 32 + _STRIP
    for item in reliability.bins:
        left, wide = _x(item.lower) + 1, _x(item.upper) - _x(item.lower) - 2
        tall = _STRIP * item.beads / most
        top, high = _y(item.right), _SIDE * item.right
        yield f'<rect class="bar" x="{left:g}" y="{top:.1f}" width="{wide:g}" height="{high:.1f}"/>'
        yield f'<circle cx="{_x(item.confidence):.1f}" cy="{_y(item.right):.1f}" r="3" fill="#222"/>'
        yield f'<rect x="{left:g}" y="{foot - tall:.1f}" width="{wide:g}" height="{tall:.1f}" fill="#999"/>'
        yield f'<text class="small" x="{left + wide / 2:g}" y="{foot + 12:g}" text-anchor="middle">{item.beads}</text>'
    diagonal = f"M{_x(0):g} {_y(0):g}L{_x(1):g} {_y(1):g}"
    yield f'<path d="{diagonal}" stroke="#b3541e" stroke-width="1.5" stroke-dasharray="5 4"/>'
    yield f'<text x="{_x(0.5):g}" y="{foot + 30:g}" text-anchor="middle">confidence (below: beads)</text>'
    upright = f"translate(14 {_y(0.5):g}) rotate(-90)"
    yield f'<text transform="{upright}" text-anchor="middle">share of beads that are right</text>'
    yield f'<text x="{_x(0.02):g}" y="{_TOP - 8}">expected calibration error {reliability.error:.3f}</text>'
    yield f'<text class="small" x="8" y="{height - 8}">{escape(signature)}</text>'
    yield "</svg>"


def _x(confidence: float) -> float:
    return _LEFT + _SIDE * confidence


def _y(right: float) -> float:
    return _TOP + _SIDE * (1 - right)
