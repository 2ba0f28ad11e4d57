"""A project, opened: one object whose methods are the use cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.listener import LoggingListener
from align.read.project import check_folder
from align.workspace.bench import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from align.check.outcome import Outcome
    from align.encoders import Encoder
    from align.listener import Listener
    from align.result import Result
    from align.review.resolution import ParkedDecision
    from align.review.session import Progress, Review
    from align.review.suggestions import Assistant
    from align.workspace.exchange import ImportedReview
    from align.workspace.search import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStatus:
    """The state of a review."""

    texts: tuple[Progress, ...]
    """Progress of each ladder."""
    parked: tuple[ParkedDecision, ...]
    """Decisions that do not fit the texts any more, by time."""


class Workspace:
    """A project folder with an encoder, its caches and a listener. Make one with `align.open_project`.

    Every method reads the files as they are now, so a workspace may stay open while texts are edited. Costly results
    are cached in the folder `build/cache` of the project.

    Examples:
        >>> import align
        >>> ws = align.open_project("texts")
        >>> result = ws.run()
        >>> [family.stem for family in result.families]
        ['la-barge-aux-livres']

    """

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def __repr__(self) -> str:
        return f"<Workspace {self.root}>"

    @property
    def root(self) -> Path:
        """The project folder."""
        return self._bench.root

    def run(self) -> Result:
        """Align all texts and trace their quotations, with the decisions of reviewers applied.

        Writes nothing but the cache; see `build`.

        Returns:
            Families of parallel versions, sources, and citations.

        Raises:
            ReadError: A text cannot be read.
            ConfigError: align.toml is wrong.
            StoreError: The decisions of reviewers are damaged.

        """
        from align.workspace.project import align_project

        return align_project(self._bench)

    def build(self, result: Result) -> tuple[Path, ...]:
        """Write translation memories, alignment.jsonl and report.html of a result to the folder `build`.

        Args:
            result: What `run` returned.

        Returns:
            The files.

        Raises:
            UsageError: No text of the result is in this project.
            StoreError: A file cannot be written.

        """
        from align.workspace.build import refuse_other_project, write_build

        refuse_other_project(result, self.root)
        return write_build(result, self.root / "build", self._bench.listener)

    def check(
        self,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        since: str = "",
        today: date | None = None,
    ) -> Outcome:
        """Check texts, ladders and quotations for mistakes, and for consistency broken by later edits.

        Args:
            select: Codes or families of rules, instead of those of align.toml: ["F", "N01"], or "N01" alone.
            ignore: Codes or families to leave out, beside those of align.toml; likewise.
            since: Revision of git; only findings that touch a file changed since then are reported.
            today: Day by which suppressions expire; the present day by default.

        Returns:
            The findings to report, and counts of suppressed ones.

        Raises:
            UsageError: No rule has this code, or git does not know the revision.
            ConfigError: align.toml or the files of suppressions are wrong.
            ReadError: A text cannot be read.

        """
        from align.workspace.checks import check_project

        return check_project(self._bench, select=select, ignore=ignore, since=since, today=today)

    def find(self, words: str, *, langs: Iterable[str] = (), limit: int | None = None) -> tuple[Found, ...]:
        """Find places in the texts that say the same as some words, in any language.

        Args:
            words: What to look for, in any language that the encoder knows.
            langs: Languages of the texts to search, or one: "ru"; all by default. Where no text is in en-GB, those in
                en are searched, and the other way round.
            limit: Largest number of places; by default all are returned.

        Returns:
            The places, the most probable first.

        Raises:
            UsageError: There are no words, no text in one of the languages, or `limit` is below 1.
            ReadError: A text cannot be read.

        """
        from align.workspace.search import find_words

        return find_words(self._bench, words, langs=langs, limit=limit)

    def review(self, *, assistant: Assistant | None = None) -> Review:
        """Open the review of the project; texts that were not aligned yet are aligned first.

        Args:
            assistant: Does work that needs an encoder, for example in another process; by default it is done here.

        Returns:
            The ladders and quotations with the decisions of people, and the methods that make decisions.

        """
        from align.review.session import Review
        from align.workspace.machine import machine_result

        return Review(self.root, machine_result(self._bench), assistant or self.assistant())

    def status(self) -> ReviewStatus:
        """Return the progress of the review, and the decisions that do not fit the texts any more."""
        review = self.review()
        return ReviewStatus(texts=review.progress(), parked=review.parked)

    def assistant(self) -> Assistant:
        """Return an assistant that works with the encoder of this workspace."""
        from align.workspace.assist import LocalAssistant

        return LocalAssistant(bench=self._bench)

    def export(
        self, form: str, path: Path | str | None = None, *, pair: tuple[str, str] | str | None = None
    ) -> tuple[Path, ...]:
        """Write the project, with the decisions of people, in a format of other programs.

        Args:
            form: "tmx", "po", "xlsx", "docx", "tsv", "html", "jsonl" or "beads".
            path: File, or folder if it has no suffix; the folder `build` by default.
            pair: Two languages, for a file of these alone: ("fr", "en") or "fr:en".

        Returns:
            The files.

        Raises:
            UsageError: The format is unknown, no text is in the languages, or the path is one file for several pairs of
                languages, one of the texts, or a file that must not be overwritten.
            StoreError: A file cannot be written.

        """
        from align.files import make_folder
        from align.workspace.arguments import language_pair
        from align.workspace.exchange import check_format, export_review

        form = check_format(form)
        langs = None if pair is None else language_pair(pair)
        review = self.review()
        out = Path(path) if path is not None else self.root / "build"
        if path is None:
            make_folder(out)
        return export_review(review, form, out, self._bench.listener, pair=langs)

    def import_review(self, path: Path | str, form: str, *, reviewer: str) -> ImportedReview:
        """Turn the statuses and comments of a reviewed PO file or workbook into decisions.

        Args:
            path: A file that `export` wrote and somebody edited.
            form: "po" or "xlsx".
            reviewer: Name that signs the decisions, not empty.

        Returns:
            Every change in the file; edited texts are reported and not applied.

        Raises:
            UsageError: No file of this format can be read back, or the reviewer has no name.
            ReadError: The file is not such an export.
            UsageError: The project has none of the pairs in the file.
            StoreError: A decision cannot be written.

        """
        from align.review.requests import check_reviewer
        from align.workspace.exchange import check_returned_format, import_review, read_returned

        form = check_returned_format(form)
        check_reviewer(reviewer)
        returned = read_returned(Path(path), form)
        return import_review(self.review(), returned, reviewer)

    def suppress(
        self,
        fingerprint: str,
        *,
        reason: str,
        author: str,
        rule: str = "",
        message: str = "",
        expires: date | None = None,
    ) -> None:
        """Dismiss a finding, with a reason: add it to review/suppressions.toml.

        Args:
            fingerprint: Names the finding; `check` returns it.
            reason: Why the finding may be ignored.
            author: Name of the person who dismisses it.
            rule: Code of the rule, for people who read the file.
            message: Message of the finding, for people who read the file.
            expires: Last day of the dismissal; by default it has no end.

        Raises:
            UsageError: Reason or author is missing, or the fingerprint is malformed.
            StoreError: The file cannot be written.

        """
        from align.workspace.suppressions import suppress

        suppress(self.root, fingerprint, reason=reason, author=author, rule=rule, message=message, expires=expires)

    def unsuppress(self, fingerprint: str) -> None:
        """Take a dismissal back; nothing happens if the finding was not dismissed."""
        from align.workspace.suppressions import unsuppress

        unsuppress(self.root, fingerprint)

    def write_baseline(self, outcome: Outcome) -> Path:
        """Write the findings of a check to review/baseline.txt, so that only new findings are reported from now on."""
        from align.workspace.suppressions import write_baseline

        return write_baseline(self.root, outcome)


def open_project(
    root: Path | str = ".",
    *,
    encoder: str | Path | Encoder = "muse",
    encoding: str | None = None,
    listener: Listener | None = None,
) -> Workspace:
    """Open a project folder.

    Args:
        root: The folder. It holds a folder for each language, and perhaps align.toml.
        encoder: "muse" (built in), the name or folder of a sentence-transformers model, or an `Encoder`.
        encoding: Encoding of files that are not UTF-8: "cp1251", or "auto" to guess; by default they are refused.
        listener: Hears progress and warnings; by default warnings go to the logger "align".

    Raises:
        ReadError: There is no such folder.
        EncoderError: No encoder has this name.

    """
    folder = Path(root)
    check_folder(folder)
    cache = folder / "build" / "cache"
    return Workspace(Workbench.open(folder, encoder, cache, listener or LoggingListener(), encoding=encoding))
