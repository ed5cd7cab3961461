"""A claim in the margin of its report, and as a line of a table."""

from __future__ import annotations

import pytest

from tests.publish.sample import CLAIMS, REPORT, TEXT
from tollbook.model import Block, Report
from tollbook.publish import CLAIM_COLUMNS, as_table, claim_row, paragraph_blocks

ROWS = {claim.id: claim_row(REPORT, claim) for claim in CLAIMS}


@pytest.mark.parametrize(
    ("claim", "figure", "sentence"),
    [
        ("c1", "fewer than 20", "people killed"),
        ("c2", "12", "civilians killed"),
        ("c4", "“dozens”", "people injured"),
        ("a1", None, "bombing: the market, with a car bomb"),
        ("r1", None, "Responsibility claimed by The Red Front"),
        ("r2", None, "Norland blamed by the army"),
    ],
)
def test_a_claim_is_said_in_words(claim: str, figure: str | None, sentence: str) -> None:
    """The number with its bound, and whom it counts; the report's own words where they name no number."""
    assert (ROWS[claim].figure, ROWS[claim].sentence) == (figure, sentence)


def test_what_changes_a_claims_meaning_is_noted() -> None:
    """A total over several incidents and what has not happened are never read as deaths of one incident."""
    assert ROWS["c5"].notes == ("a total over several incidents",)
    assert ROWS["c6"].notes == ("said to be possible, not to have happened",)
    assert ROWS["c2"].notes == ()


def test_words_and_evidence_quote_the_report() -> None:
    """Every offset of a row quotes the text at it."""
    for row in ROWS.values():
        for span in (row.words, row.evidence):
            assert TEXT[span.start : span.end] == span.text


def test_a_line_has_every_column_and_no_zero_for_the_unknown() -> None:
    """Columns are the same for all kinds of claims; what a claim does not tell is empty."""
    for row in ROWS.values():
        assert tuple(row.cells) == CLAIM_COLUMNS
    assert ROWS["c4"].cells["value"] is None
    assert ROWS["c1"].cells["speaker"] is None
    assert ROWS["r2"].cells["actor_id"] == "state:XN"
    assert as_table(("value", "speaker"), [ROWS["c4"].cells]) == "value,speaker\r\n,Ada Vell\r\n"


def test_paragraphs_hold_the_whole_text_but_its_blank_lines() -> None:
    """Nothing between the paragraphs is left out but white space, whatever the blocks cover."""
    text = "Head\n\nOne\ntwo\n \n\nThree\n\n"
    blocks = (Block(kind="title", start=0, end=4), Block(kind="caption", start=10, end=200))
    cut = paragraph_blocks(Report(id="x", text=text, digest="d", blocks=blocks))
    assert [(block.kind, text[block.start : block.end]) for block in cut] == [
        ("title", "Head"),
        ("body", "One\n"),
        ("caption", "two"),
        ("caption", "Three"),
    ]
