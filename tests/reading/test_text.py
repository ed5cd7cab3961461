"""Plain text: untouched, told apart by its blocks, silent only where no claim can stand."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.errors import EmptyReport, InputError, UnreadableReport
from tollbook.model import SILENT, BlockKind, Report, digest_of
from tollbook.reading import ParsedReport, read_reports, report_of_text, silence

BODY = "At least four villagers were killed and nine wounded on Monday, police said."


def blocks(report: Report, kind: BlockKind) -> list[str]:
    return [report.text[block.start : block.end] for block in report.blocks if block.kind == kind]


def spoken(report: Report) -> str:
    """The text without its silent blocks."""
    return "".join(c for i, c in enumerate(report.text) if not report.silent(i)).strip()


def only(name: str, raw: bytes) -> ParsedReport | InputError:
    (found,) = read_reports(name, raw)
    return found


def test_the_text_is_the_files_own_with_its_line_ends() -> None:
    raw = f"Four killed in Exampletown\r\n\r\n{BODY}\r\n".encode()
    found = only("a.txt", raw)
    assert isinstance(found, ParsedReport)
    assert found.report.text == raw.decode()
    assert found.report.digest == digest_of(raw)
    assert found.report.id == found.report.digest[:16]
    assert found.raw == raw


def test_a_first_line_that_reads_as_a_headline_is_the_title() -> None:
    report = report_of_text(f"Four killed in Exampletown\n\n{BODY}")
    assert report.title == "Four killed in Exampletown"
    assert blocks(report, "title") == ["Four killed in Exampletown"]


@pytest.mark.parametrize(
    "first", [BODY, "according to the police, four", "Four were killed in Exampletown,", "x" * 300]
)
def test_a_first_line_that_is_a_sentence_or_too_long_is_no_title(first: str) -> None:
    assert report_of_text(f"{first}\n\n{BODY}").title is None


def test_a_headline_that_the_text_prints_twice_is_a_title_twice() -> None:
    report = report_of_text(f"Four killed\n\nFour killed\n\n{BODY}", title="Four killed")
    assert blocks(report, "title") == ["Four killed", "Four killed"]


@pytest.mark.parametrize(
    "dateline",
    ["EXAMPLETOWN, Ruritania (AP) —", "EXAMPLETOWN (Reuters) -", "EXAMPLETOWN —", "Exampletown, Feb 1 (Xinhua) --",
     "(Reuters) -", "PORT EXAMPLE, Ruritania (Feb. 1, 2026) —"],
)  # fmt: skip
def test_a_dateline_is_a_block_of_its_own(dateline: str) -> None:
    assert blocks(report_of_text(f"{dateline} {BODY}"), "dateline") == [dateline]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"EXAMPLETOWN, Ruritania (AP) — {BODY}", "AP"),
        (f"{BODY} (Reuters)", "Reuters"),
        (f"{BODY}\n\nSource: IANS", "IANS"),
        (f"{BODY} A doctor told AFP that one more had died.", None),
        (f"{BODY}\n\nCopyright 2026 Associated Press. All rights reserved.", "AP"),
    ],
)
def test_the_agency_is_the_one_that_the_text_credits_not_one_that_it_quotes(text: str, agency: str | None) -> None:
    assert report_of_text(text).agency == agency


APPEALS = [
    "Your support helps us report from the places that others leave. Read more Support Now",
    "Help us keep telling the stories that matter. Make a donation today. Thank you.",
    "Sign up to our newsletter and get the day's reports straight to your inbox.",
    "Subscribe to our channel for more. By providing an email address. I agree to the Terms of Use.",
    "Your donation allows us to send reporters. Our pages are free. You can read them. Please support our work.",
    "Support independent journalism. Subscribe now for just $1 a month.",
    "Follow us on Telegram. Never miss a story.",
]
LINKS = [
    "ALSO READ | Twelve killed in an older attack on Exampletown",
    "Read more: Ten soldiers killed in March",
    "Also Read: Five killed in Port Example",
    "Related: Six wounded in Exampletown",
]
BUTTONS = [
    "Facebook Twitter Linkedin Mail", "Share this: Facebook", "Advertisement", "Share this article", "Leave a comment",
    "Copyright 2026 The Daily Example. All rights reserved.", "Tags: Ruritania, police, attack",
    "Like this: Like Loading...",
    "By Ann Example and Bob Sample, Port Example", "Read Next", "Reporting by Ann Example; Editing by Bob Sample",
    "Source: The Daily Example", "(Source: Example Media Office)", "Skip advertisement",
]  # fmt: skip


@pytest.mark.parametrize("furniture", [*APPEALS, *LINKS, *BUTTONS])
def test_furniture_between_paragraphs_is_silent_whole_and_nothing_else_is(furniture: str) -> None:
    report = report_of_text(f"{BODY}\n\n{furniture}\n\nThe dead were buried on Tuesday.")
    assert "".join(spoken(report).split()) == "".join(f"{BODY}The dead were buried on Tuesday.".split())


@pytest.mark.parametrize("appeal", APPEALS)
def test_an_appeal_that_opens_a_text_is_silent_and_no_title(appeal: str) -> None:
    report = report_of_text(f"date 2026-02-01 {appeal}\n\n{BODY}")
    assert spoken(report) == BODY
    assert report.title is None


@pytest.mark.parametrize(
    "text",
    [
        "“We thank you for your support,” the general told the troops who killed 12 rebels.",
        "He had become a member of the group, and was killed on Sunday with three others.",
        "Young men sign up for the militia; 14 of them were killed on Friday.",
        "Hospitals asked people to donate blood after 30 were wounded.",
        "The groups support journalists; two were killed last year.",
        "Please help us stay alive, wrote the man who died on Monday.",
        "The minister said the country would not tolerate it. Related violence killed 12 people.",
        "By Monday 14 people had died.",
        "Photos showed 12 bodies. The Associated Press could not verify them.",
        "They were told to follow us on foot, said a survivor whose two sons were killed.",
        "In a report published on 3 May 2019, the group counted 60 dead.",
        "Tags on the bodies gave no names; 14 were buried.",
        "Copyright law was not on the mind of those who buried 12 people on Friday.",
        "Most read the names of the 40 dead aloud.",
        "Watch towers were hit and four guards killed.",
        "Share prices fell after 12 people were killed.",
        "Subscribe or not, the army said, 12 militants were killed.",
    ],
)
def test_words_that_only_look_like_furniture_stay_heard(text: str) -> None:
    assert spoken(report_of_text(text)) == text


def test_an_appeal_that_runs_into_a_report_gives_the_report_back() -> None:
    report = report_of_text("Your support helps us. Read more Twelve people were killed in Exampletown on Friday.")
    assert spoken(report) == "Twelve people were killed in Exampletown on Friday."
    report = report_of_text("Your support helps us to tell the story Read more Twelve people were killed on Friday.")
    assert spoken(report) == "Twelve people were killed on Friday."


def test_links_run_into_the_last_line_are_silent_up_to_the_footer() -> None:
    tail = "Related Army Says 40 Rebels Killed In Port Example Ministers Meet Tags war Privacy Policy Cookie Policy"
    report = report_of_text(f"{BODY} {BODY} {BODY} {tail}")
    assert spoken(report) == f"{BODY} {BODY} {BODY}"


def test_headlines_behind_a_heading_of_links_are_silent_and_the_text_behind_them_is_not() -> None:
    report = report_of_text(f"{BODY}\n\nRelated stories\n\nTen soldiers killed in an old attack\n\n{BODY}")
    assert spoken(report).split("\n\n")[-1] == BODY
    assert "Ten soldiers" not in spoken(report)


def test_captions_are_blocks_that_may_claim_and_their_buttons_are_silent() -> None:
    caption = "A burnt bus after the attack that killed four ( AFP via Getty Images )"
    other = "File photo: Soldiers in Exampletown."
    report = report_of_text(f"{BODY}\n\nopen image in gallery {caption}\n\n{other}\n\n{BODY}")
    assert blocks(report, "caption") == [caption, other]
    assert blocks(report, "navigation") == ["open image in gallery"]
    assert "killed four" in spoken(report)


def test_a_closing_credit_is_a_byline_and_its_sentence_no_caption() -> None:
    report = report_of_text(f"{BODY} (AFP)")
    assert blocks(report, "byline") == ["(AFP)"]
    assert not blocks(report, "caption")


def test_every_rule_has_a_hint_in_each_of_its_matches() -> None:
    fits = {"words": re.Pattern.search, "line": re.Pattern.fullmatch, "opening": re.Pattern.match}
    for text in (*APPEALS, *LINKS, *BUTTONS, "Related News x", "open image in gallery", "show caption"):
        for cue in (silence.APPEAL, silence.LINKS, silence.COPYRIGHT):
            assert not cue.pattern.search(text) or cue.hinted(text.lower())
        for rule in silence.RULES:
            assert not fits[rule.reach](rule.cue.pattern, text) or rule.cue.hinted(text.lower())


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff"])
def test_a_text_of_white_space_is_an_empty_report(text: str) -> None:
    assert isinstance(only("a.txt", text.encode()), EmptyReport)


def test_report_of_text_refuses_an_empty_text() -> None:
    with pytest.raises(EmptyReport):
        report_of_text("  ")


def test_what_is_told_goes_into_the_report() -> None:
    report = report_of_text(
        BODY, published=dt.date(2026, 2, 1), outlet="The Daily Example", url="https://example.org/1"
    )
    assert (report.published, report.outlet, report.url) == (
        dt.date(2026, 2, 1),
        "The Daily Example",
        "https://example.org/1",
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (f"\ufeff{BODY}".encode(), BODY),
        (f"\ufeff{BODY}".encode("utf-16-le"), BODY),
        (BODY.encode("utf-16-le"), BODY),
        ("“Four” died in São Example – Dr. Sample".encode("cp1252"), "“Four” died in São Example – Dr. Sample"),
    ],
)  # fmt: skip
def test_encodings_are_told_from_the_bytes(raw: bytes, expected: str) -> None:
    found = only("a.txt", raw)
    assert isinstance(found, ParsedReport)
    assert found.report.text == expected


@pytest.mark.parametrize(
    ("raw", "word"),
    [(b"%PDF-1.7 ...", "pdftotext"), (b"PK\x03\x04...", "Unpack"), (b"\x89PNG\r\n", "image"),
     (bytes(range(256)) * 20, "UTF-8"), (b"\x1f\x8b\x08", "gunzip")],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_the_file_and_a_remedy(raw: bytes, word: str) -> None:
    found = only("some/file.bin", raw)
    assert isinstance(found, UnreadableReport)
    assert str(found).startswith("some/file.bin: ")
    assert word in str(found)


PIECES = st.sampled_from([
    BODY, *APPEALS, *LINKS, *BUTTONS, "Related", "\n", "\n\n", " ", "\r\n", "EXAMPLETOWN (AP) — ", "Tags A B C",
    "(AFP)", "é𝔘", "open image in gallery", "Copyright", "Community standards", ". ",
])  # fmt: skip


@settings(deadline=None)  # the first page that is read loads its reader
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_stays_untouched_under_ordered_blocks_that_do_not_overlap(text: str) -> None:
    if not text.strip():
        return
    report = report_of_text(text)
    assert report.text == text
    position = 0
    for block in report.blocks:
        assert position <= block.start < block.end <= len(text)
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        position = block.end


@settings(deadline=None)  # the first page that is read loads its reader
@given(
    st.lists(
        st.sampled_from(["Twelve people were killed in Exampletown.", "The army said 14 rebels died.", "\n\n", " "])
    )
)
def test_no_sentence_of_a_bare_report_is_silent(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if text.strip():
        assert not [block for block in report_of_text(text).blocks if block.kind in SILENT]


@settings(deadline=None)  # the first page that is read loads its reader
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a", "a.bin"]))
def test_any_bytes_are_read_or_refused_and_never_crash(raw: bytes, name: str) -> None:
    for found in read_reports(name, raw):
        assert isinstance(found, ParsedReport | InputError)
