"""The inside of a Markdown block -> its words without markup, each character with its place in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_inline import autolink, backtick, emphasis, entity, escape, html_inline, image, link

from align.read.tracked import TextBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from align.read.tracked import TrackedText

    Rule = Callable[[StateInline, bool], bool]

_MAX_BRACKETS = 1000
"""In a block with more opening brackets links are not parsed: markdown-it takes quadratic time for them."""

_WORDS = re.compile(r"(?:[^\\`*_\[\]!<&]|!(?!\[)|&(?![#\w]))+")
_CALL = re.compile(r"\[\^[^\]\s]+\]")


def install(md: MarkdownIt) -> None:
    """Make the inline rules of a parser record the place of each token in `Token.meta`.

    markdown-it's inline tokens have no offsets. Its rules know their position, so each rule is wrapped in one that
    records it. Plain words, which markdown-it gathers across rules, get a rule of their own. That rule also takes line
    ends, since the lines of a block have no spaces at their ends, and note calls, `[^12]`.
    """
    ruler = md.inline.ruler
    ruler.at("text", _words)
    ruler.disable("newline")
    wrapped: dict[str, Rule] = {
        "escape": escape,
        "backticks": backtick,
        "emphasis": emphasis.tokenize,
        "autolink": autolink,
        "html_inline": html_inline,
        "entity": entity,
    }
    for name, rule in wrapped.items():
        ruler.at(name, _record_place(rule))
    ruler.at("link", _record_place(_skip_if_crowded(link)))
    ruler.at("image", _record_place(_skip_if_crowded(image)))
    ruler.before("link", "note_call", _note_call)
    ruler.push("mark", _mark)
    md.inline.ruler2.disable("fragments_join")  # It joins tokens and keeps the place of only one.


def words(md: MarkdownIt, content: TrackedText, env: dict[str, Any]) -> TrackedText:
    """Return the words of a block as a reader sees them.

    Emphasis marks, link targets, images, tags and comments are removed; link texts, code and the addresses of
    autolinks stay; escapes and entities become their characters; a hard break becomes a line end.

    Args:
        md: The parser, after `install`.
        content: The inside of the block.
        env: The environment of the block parser, with the link references.
    """
    builder = TextBuilder()
    env = {**env, "crowded": content.text.count("[") > _MAX_BRACKETS}
    for token in md.inline.parse(content.text, md, env, []):
        _write(token, content, builder)
    return builder.build()


def _write(token: Token, content: TrackedText, builder: TextBuilder) -> None:
    start, end = token.meta["start"], token.meta["end"]
    if token.type == "text" and token.content:  # Emphasis marks are empty text tokens.
        builder.copy(content, start, end)
    elif token.type == "code_inline":
        margin = (end - start - len(token.content)) // 2  # The backticks, and a space if one is removed.
        builder.copy(content, start + margin, end - margin)
    elif token.type == "text_special" and token.info == "entity":
        builder.add(token.content, content.file_offset(start))
    elif token.type == "text_special":
        builder.copy(content, end - len(token.content), end)
    elif token.type == "hardbreak":
        builder.copy(content, end - 1, end)  # Without the backslash.


def _record_place(rule: Rule) -> Rule:
    """Return a rule of markdown-it that also records the place of its tokens."""

    def apply(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if state.pending:  # An unmatched run of backticks.
            state.pushPending()
        own = [token for token in state.tokens[count:] if not token.meta]
        for k, token in enumerate(own):
            token.meta = {"start": start, "end": state.pos}
            if token.type == "text" and token.content in {"*", "_"}:
                token.meta = {"start": start + k, "end": start + k + 1}
            elif own[0].markup == "autolink":
                token.meta = {"start": start + 1, "end": state.pos - 1}
        return True

    return apply


def _skip_if_crowded(rule: Rule) -> Rule:
    """Return a rule that does nothing in a block with too many brackets."""

    def apply(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        return not state.env["crowded"] and rule(state, silent)

    return apply


def _push(state: StateInline, kind: str, end: int, *, silent: bool) -> bool:
    if not silent:
        token = state.push(kind, "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"start": state.pos, "end": end}
    state.pos = end
    return True


def _words(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _WORDS.match(state.src, state.pos, state.posMax)
    return match is not None and _push(state, "text", match.end(), silent=silent)


def _note_call(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _CALL.match(state.src, state.pos, state.posMax)
    return match is not None and _push(state, "text", match.end(), silent=silent)


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a character as itself that could have begun markup but did not."""
    return _push(state, "text", state.pos + 1, silent=silent)
