"""The inside of a Markdown block -> its words, markup removed and every code point traced to the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_inline import autolink, backtick, emphasis, entity, escape, html_inline, image, link

from align.read.traced import Weaver

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from align.read.traced import Traced

    Rule = Callable[[StateInline, bool], bool]

_MAX_BRACKETS = 1000
"""Opening brackets in a block beyond which no links are looked for: markdown-it takes quadratic time over them."""

_WORDS = re.compile(r"(?:[^\\`*_\[\]!<&]|!(?!\[)|&(?![#\w]))+")
_CALL = re.compile(r"\[\^[^\]\s]+\]")


def install(md: MarkdownIt) -> None:
    """Make the inline rules of a parser note where each of their tokens stood.

    markdown-it's inline tokens carry no offsets. Its rules do know where they are, so they are wrapped to write it
    into `Token.meta`; plain words, which it gathers across rules, get a rule of their own. Line ends are words too,
    for no line of a block comes with spaces at its ends. So are the calls of notes, `[^12]`.
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
        ruler.at(name, _placed(rule))
    ruler.at("link", _placed(_unless_crowded(link)))
    ruler.at("image", _placed(_unless_crowded(image)))
    ruler.before("link", "note_call", _note_call)
    ruler.push("mark", _mark)
    md.inline.ruler2.disable("fragments_join")  # It would join tokens and lose the place of all but one.


def words(md: MarkdownIt, content: Traced, env: dict[str, Any]) -> Traced:
    """Return what a reader sees of the inside of a block.

    Emphasis, link targets, images, tags and comments go; link texts, code and the addresses of autolinks stay;
    escapes and entities become their characters; a hard break is a line end. `env` is that of the block parser and
    holds the link references.
    """
    weaver = Weaver()
    env = {**env, "crowded": content.text.count("[") > _MAX_BRACKETS}
    for token in md.inline.parse(content.text, md, env, []):
        _write(token, content, weaver)
    return weaver.done()


def _write(token: Token, content: Traced, weaver: Weaver) -> None:
    start, end = token.meta["start"], token.meta["end"]
    if token.type == "text" and token.content:  # The marks of emphasis are text tokens made empty.
        weaver.copy(content, start, end)
    elif token.type == "code_inline":
        margin = (end - start - len(token.content)) // 2  # The backticks, and a space where one is taken off.
        weaver.copy(content, start + margin, end - margin)
    elif token.type == "text_special" and token.info == "entity":
        weaver.put(token.content, content.at(start))
    elif token.type == "text_special":
        weaver.copy(content, end - len(token.content), end)
    elif token.type == "hardbreak":
        weaver.copy(content, end - 1, end)  # Without the backslash.


def _placed(rule: Rule) -> Rule:
    """Make a rule of markdown-it note where its tokens stood."""

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


def _unless_crowded(rule: Rule) -> Rule:
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
    """Take a character that could have begun some markup but did not."""
    return _push(state, "text", state.pos + 1, silent=silent)
