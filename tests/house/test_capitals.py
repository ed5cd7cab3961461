"""The benchmark of reports in capitals counts the words that get their case back."""

from __future__ import annotations

from benchmarks.capitals import in_capitals, share_restored


def test_a_text_in_capitals_keeps_every_character_in_its_place() -> None:
    text = "Straße of the ﬁrst İzmir march"
    assert len(in_capitals(text)) == len(text)


def test_words_of_a_plain_sentence_get_their_case_back() -> None:
    """All but the two names that are written with a capital inside."""
    gold = [
        {"report": {"text": "Police said on Monday that McAdam and FitzAlan were killed in the bombing near Kabul."}}
    ]
    assert share_restored(gold) == 13 / 15
