"""Sentences and words cover a text exactly."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.claims.words import headline_end, sentences_of, words_of


@given(st.text())
def test_every_visible_character_is_in_one_sentence_and_one_word(text: str) -> None:
    sentences = sentences_of(text)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    assert all(a.end <= b.start for a, b in itertools.pairwise(sentences))
    covered = {
        i for sentence in sentences for a, b in words_of(text, sentence.start, sentence.end) for i in range(a, b)
    }
    assert {i for i, character in enumerate(text) if not character.isspace()} <= covered


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Example spoke. The army left.", ["Mr. Example spoke.", "The army left."]),
        ("U.S. forces left the U.S. The army stayed.", ["U.S. forces left the U.S.", "The army stayed."]),
        ("“We saw it,” he said. “Ten died.” Police came.", ["“We saw it,” he said.", "“Ten died.”", "Police came."]),
        ("Blast kills 12\n\nPolice said so.", ["Blast kills 12", "Police said so."]),
        ("It rose by 1.5 million. Then it fell", ["It rose by 1.5 million.", "Then it fell"]),
        ("On Jan. 3 J. Example left.", ["On Jan. 3 J. Example left."]),
        (
            "Blast kills 12 in Example Town | Example Times\n\n"
            "Tuesday 5 July 2016 Blast kills 12 in Example Town A bomb went off",
            [
                "Blast kills 12 in Example Town | Example Times",
                "Tuesday 5 July 2016",
                "Blast kills 12 in Example Town",
                "A bomb went off",
            ],
        ),
        (
            "Blast kills 12 in Example Town\nLast updated at Jul 26 2016 The army said so.",
            ["Blast kills 12 in Example Town", "Last updated at Jul 26 2016", "The army said so."],
        ),
        (
            "Blast kills 12 in Example Town\n3 August 2015 was the day of the blast.",
            ["Blast kills 12 in Example Town", "3 August 2015 was the day of the blast."],
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in sentences_of(text)] == sentences


def test_a_hard_wrapped_text_is_read_across_its_lines() -> None:
    line = "the convoy was hit as it left the northern edge of the market town and"
    text = "\n".join([line] * 6) + "\nstopped."
    assert len(sentences_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Indian-sponsored", ["Indian", "-", "sponsored"]),
        ("it’s 1,200 men's", ["it", "’s", "1,200", "men", "'s"]),
        ("didn't", ["did", "n't"]),
        ("(BLA)", ["(", "BLA", ")"]),
    ],
)
def test_words_split_as_in_universal_dependencies(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in words_of(text)] == words


def test_the_body_may_print_the_headline_once_more() -> None:
    text = "Blast kills 12 in Example Town\n\n3 August 2015 Blast kills 12 in Example Town. A bomb went off."
    assert text[: headline_end(text)].endswith("2015 Blast kills 12 in Example Town.")
    assert headline_end("Blast kills 12 in Example Town\n\nA bomb went off.") == 30
    assert headline_end("A bomb went off.") == 0
