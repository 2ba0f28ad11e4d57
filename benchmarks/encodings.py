"""Compare guesses of encodings: ours, and those of charset-normalizer where it is installed.

    python benchmarks/encodings.py

The sentences of `texts/` are written in the encodings of their language, one by one and in groups of 5 and 40. A guess
is right if it decodes the bytes to the sentences. Our tables were made with these texts in view.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from align.files.guess import likely_encoding
from align.read import read_document
from align.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXTS = Path(__file__).parents[1] / "texts"
ENCODINGS = {
    "fr": ("cp1252", "iso8859-15", "mac-roman"),
    "en": ("cp1252", "iso8859-15", "mac-roman"),
    "ru": ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"),
}
GROUPS = (1, 5, 40)


def main() -> None:
    guessers: dict[str, Callable[[bytes], str | None]] = {"ours": ours}
    if find_spec("charset_normalizer"):
        guessers["charset-normalizer"] = charset_normalizer
    for size in GROUPS:
        cases = list(samples(size))
        for name, guess in guessers.items():
            right = sum(is_right(data, words, guess(data)) for data, words in cases)
            print(f"groups of {size:2}  {name:18}  {right} of {len(cases)} right")


def samples(size: int) -> Iterator[tuple[bytes, str]]:
    """Yield groups of sentences, encoded, and the words that the encoding can hold."""
    for lang, encodings in ENCODINGS.items():
        for path in sorted((TEXTS / lang).iterdir()):
            sentences = segment(read_document(path, id=path.name, lang=lang)).texts()
            for start in range(0, len(sentences), size):
                words = " ".join(sentences[start : start + size])
                for encoding in encodings:
                    data = words.encode(encoding, "ignore")
                    if not data.isascii():
                        yield data, data.decode(encoding)


def ours(data: bytes) -> str | None:
    found = likely_encoding(data, next(at for at, byte in enumerate(data) if byte > 127))
    return None if found is None else found.python


def charset_normalizer(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    found = from_bytes(data).best()
    return None if found is None else found.encoding


def is_right(data: bytes, words: str, encoding: str | None) -> bool:
    try:
        return encoding is not None and data.decode(encoding) == words
    except (LookupError, UnicodeDecodeError):
        return False


if __name__ == "__main__":
    main()
