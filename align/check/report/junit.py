"""Outcome -> JUnit XML: a suite for each document, a test case for each of its findings."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from align.check.outcome import GRAVITY
from align.check.registry import find_rule
from align.check.report.where import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.outcome import Outcome, Reported
    from align.model import Severity

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(outcome: Outcome, fail_on: Severity) -> Iterator[str]:
    """Yield the file: findings that fail the check are failures, other open findings are the output of passing cases.

    A document without findings has one passing case, so the report of a clean run is not empty.
    """
    ordered = sorted(outcome.open, key=lambda each: each.finding.place.document)
    found = {
        document: list(group) for document, group in groupby(ordered, key=lambda each: each.finding.place.document)
    }
    suites = {document: found.get(document, []) for document in sorted(outcome.documents)}
    tests = sum(max(1, len(suite)) for suite in suites.values())
    failures = sum(_fails(each, fail_on) for each in ordered)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="align check" tests="{tests}" failures="{failures}" errors="0">\n'
    for document, suite in suites.items():
        yield from _suite(document, suite, outcome, fail_on)
    yield "</testsuites>\n"


def _suite(document: str, suite: Sequence[Reported], outcome: Outcome, fail_on: Severity) -> Iterator[str]:
    failures = sum(_fails(each, fail_on) for each in suite)
    name, file = _attribute(document), _attribute(outcome.documents[document].path)
    yield f'  <testsuite name={name} tests="{max(1, len(suite))}" failures="{failures}" errors="0" skipped="0">\n'
    if not suite:
        yield f'    <testcase classname={name} name="no findings" file={file}/>\n'
    for each in suite:
        finding, where = each.finding, Where.of(each.finding.place, outcome.documents)
        case = _attribute(f"{finding.rule} {find_rule(finding.rule).name} ({where.line}:{where.column})")
        yield f'    <testcase classname={name} name={case} file={file} line="{where.line}">\n'
        words = _remove_forbidden(f"{where}: {finding.message}\nfingerprint {each.fingerprint}")
        if _fails(each, fail_on):
            message, kind = _attribute(finding.message), _attribute(finding.severity)
            yield f"      <failure message={message} type={kind}>{escape(words)}</failure>\n"
        else:
            yield f"      <system-out>{escape(f'{finding.severity}: {words}')}</system-out>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _fails(each: Reported, fail_on: Severity) -> bool:
    return GRAVITY[each.finding.severity] >= GRAVITY[fail_on]


def _attribute(text: str) -> str:
    return quoteattr(_remove_forbidden(text))


def _remove_forbidden(text: str) -> str:
    """Remove the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)
