from __future__ import annotations

import pytest

from align.formats.comments import join_comments, split_comments
from align.formats.po import layout as po
from align.formats.xlsx import layout as xlsx
from align.model import Status


@pytest.mark.parametrize("status", Status)
def test_a_status_survives_a_catalogue(status: Status) -> None:
    comment = f"{po.format_facts(0.93, '2-1', status)}\nquotes ru/letter:12: status quo"
    assert po.parse_status(comment) == status
    unchanged = po.status_of(status, fuzzy=po.FUZZY in po.flags_of(status))
    assert unchanged == status


def test_only_the_flag_of_a_catalogue_accepts_a_bead_or_takes_that_back() -> None:
    assert po.status_of(Status.MACHINE, fuzzy=False) == Status.ACCEPTED
    assert po.status_of(Status.ACCEPTED, fuzzy=True) == Status.NEEDS_REVIEW


def test_language_tags_survive_a_catalogue() -> None:
    assert po.format_language("pt-BR") == "pt_BR"
    assert po.parse_language(po.format_language("pt-BR")) == "pt-BR"


def test_the_writer_has_every_column_that_the_reader_needs() -> None:
    assert set(xlsx.NEEDED) <= {column.head for column in xlsx.COLUMNS}


def test_comments_survive_a_field() -> None:
    assert split_comments(f"\n{join_comments(['Ann: why not?', 'Bob: yes'])}\n ") == ("Ann: why not?", "Bob: yes")
