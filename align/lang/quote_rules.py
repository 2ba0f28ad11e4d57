"""The type of what is known of how a language quotes, and what its tables are made with."""

from __future__ import annotations

from dataclasses import dataclass

from align.lang.default import MARKS, words

__all__ = ["QuoteRules", "forms", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRules:
    """What the extraction of quotations knows of one language; all words in lower case."""

    pairs: tuple[tuple[str, str], ...] = MARKS
    """Opening marks, each with the marks that may close it: the `marks` of the language."""
    repeats: str = "»"
    """Besides the opening mark, what may stand at the head of each further paragraph of a quotation."""
    shares_closing: bool = False
    """Two closing marks of one shape that would meet are written once: «Он читал «Обломова»."""
    dialogue: bool = False
    """A dash at the head of a paragraph may open somebody's words."""
    bare_dashes: bool = False
    """No comma need stand before the dash of a reporting clause: „Słowa – mówił – dalsze słowa”, «Palabras —dijo—»."""
    elisions: frozenset[str] = frozenset()
    """Words that begin with an apostrophe, without it."""
    verbs: frozenset[str] = frozenset()
    """Verbs that report speech, in the forms that reporting clauses have; where no spaces part words, characters that
    such verbs are written with."""
    helpers: str = ""
    """Regular expression of a word that may stand between a named speaker and the verb."""
    inversions: str = ""
    """Regular expression of a pronoun that follows its verb: the "-t-il" of "ajoute-t-il"."""
    sources: tuple[str, ...] = ()
    """Regular expressions of phrases that tell the speaker without a verb; NAME stands for the name."""
    not_names: frozenset[str] = frozenset()
    """Words that begin sentences with a capital and are no names."""
    introducers: frozenset[str] = frozenset()
    """Conjunctions that lead from the reporting verb to the quoted words."""
    works: frozenset[str] = frozenset()
    """Nouns whose quoted apposition is a title or an institution's name, in the forms that precede one."""
    so_called: tuple[str, ...] = ()
    """Words directly before a term that the author keeps at a distance."""
    clause_words: frozenset[str] = frozenset()
    """Subject pronouns and auxiliary verbs: words of clauses, not of noun phrases."""
    capitals: bool = False
    """Titles have a capital in every longer word."""
    sic: tuple[str, ...] = ("sic",)
    """What brackets hold to vouch for the words before them."""
    editors: tuple[str, ...] = ()
    """Regular expressions that sign a parenthesis as the editor's: an insertion in round brackets."""
    ibid: tuple[str, ...] = ("ibid", "ibidem", "idem", "id", "loc. cit")
    """How a note repeats the reference of the note before it; a full stop may follow."""
    op_cit: tuple[str, ...] = ("op. cit",)
    """How a note repeats an earlier reference to the author that it names before these words."""
    see_note: tuple[str, ...] = ()
    """Regular expressions of a reference to another note, before its label."""


def forms(stems: str, endings: str) -> frozenset[str]:
    """Make a set of every stem with every ending."""
    return frozenset(stem + ending for stem in stems.split() for ending in endings.split())
