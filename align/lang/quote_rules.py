"""The type for the quoting habits of a language, and functions to build its word lists."""

from __future__ import annotations

from dataclasses import dataclass

from align.lang.default import MARKS, words

__all__ = ["QuoteRules", "forms", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRules:
    """The marks and words by which quotations of one language are extracted; all words in lower case."""

    pairs: tuple[tuple[str, str], ...] = MARKS
    """Opening marks, each with the marks that may close it: the `marks` of the language."""
    repeats: str = "»"
    """Marks, besides the opening one, that may begin each further paragraph of a quotation."""
    shares_closing: bool = False
    """Whether two adjacent closing marks of one shape are written once: «Он читал «Обломова»."""
    dialogue: bool = False
    """Whether a dash at the beginning of a paragraph may open direct speech."""
    bare_dashes: bool = False
    """Whether the dash of a reporting clause may lack a comma: „Słowa – mówił – dalsze słowa”, «Palabras —dijo—»."""
    elisions: frozenset[str] = frozenset()
    """Words that begin with an apostrophe, listed without it."""
    verbs: frozenset[str] = frozenset()
    """Verbs that report speech, in the forms used in reporting clauses; in scripts without spaces, the characters of
    such verbs."""
    helpers: str = ""
    """Regular expression of a word that may stand between a named speaker and the verb."""
    inversions: str = ""
    """Regular expression of a pronoun after its verb: "-t-il" in "ajoute-t-il"."""
    sources: tuple[str, ...] = ()
    """Regular expressions of phrases that name the speaker without a verb; NAME stands for the name."""
    not_names: frozenset[str] = frozenset()
    """Words that begin sentences with a capital and are not names."""
    introducers: frozenset[str] = frozenset()
    """Conjunctions between the reporting verb and the quoted words."""
    works: frozenset[str] = frozenset()
    """Nouns before a quoted title or a quoted name of an institution, in the forms used there."""
    so_called: tuple[str, ...] = ()
    """Words directly before a term from which the author keeps a distance."""
    clause_words: frozenset[str] = frozenset()
    """Subject pronouns and auxiliary verbs: they occur in clauses, not in noun phrases."""
    capitals: bool = False
    """Whether titles capitalise every longer word."""
    sic: tuple[str, ...] = ("sic",)
    """Words in brackets that confirm the form of the preceding words."""
    editors: tuple[str, ...] = ()
    """Regular expressions that mark a parenthesis as the editor's insertion."""
    ibid: tuple[str, ...] = ("ibid", "ibidem", "idem", "id", "loc. cit")
    """Words by which a note repeats the reference of the previous note; a full stop may follow."""
    op_cit: tuple[str, ...] = ("op. cit",)
    """Words after an author's name by which a note repeats an earlier reference to this author."""
    see_note: tuple[str, ...] = ()
    """Regular expressions of the words before the label of another note."""


def forms(stems: str, endings: str) -> frozenset[str]:
    """Return every combination of a stem and an ending."""
    return frozenset(stem + ending for stem in stems.split() for ending in endings.split())
