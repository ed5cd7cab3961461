"""The page and the notebook's fragment, as text; tests/web opens the page in a browser."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.sample import CLAIMS, INCIDENTS, READER, REPORT
from tollbook.model import (
    Block,
    BlockKind,
    Casualty,
    Claim,
    Count,
    Report,
    Span,
    Victims,
    digest_of,
)
from tollbook.publish import as_fragment, as_page
from tollbook.publish.marking import paragraphs

PAGE = as_page(REPORT, CLAIMS, INCIDENTS)
FRAGMENT = as_fragment(REPORT, CLAIMS, INCIDENTS)
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Elements(HTMLParser):
    """Walks HTML and checks that every element is closed in its turn, and that no link holds a link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        assert not (tag == "a" and "a" in self.open)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value and value.startswith("#"):
                self.targets.append(value[1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_needs_nothing_from_elsewhere() -> None:
    """No script, no picture, no style sheet or font from another place, and a policy that forbids them."""
    elements = Elements(PAGE)
    assert "default-src 'none'; style-src 'unsafe-inline'" in PAGE
    assert not elements.tags.keys() & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not re.search(r"url\(|@import|\ssrc=|\son\w+=", PAGE)


def test_hostile_text_stays_text() -> None:
    """Markup in a report or in an outlet's name is shown, and does nothing."""
    for html in (PAGE, FRAGMENT):
        elements = Elements(html)
        assert "script" not in elements.tags
        assert elements.tags["i"] == 0
        assert "<script>alert(1)</script>" in "".join(elements.text)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://courier.example", "//courier.example"]
)
def test_only_an_address_on_the_web_becomes_a_link(url: str) -> None:
    """A script in disguise is no link."""
    assert "at its outlet" not in as_page(msgspec.structs.replace(REPORT, url=url), CLAIMS, INCIDENTS)


@pytest.mark.parametrize("html", [PAGE, FRAGMENT], ids=["page", "fragment"])
def test_every_link_leads_somewhere_on_the_page(html: str) -> None:
    """Each figure leads to its words and each words back; no id is given twice."""
    elements = Elements(html)
    assert set(elements.targets) <= set(elements.ids)
    assert [id_ for id_, times in Counter(elements.ids).items() if times > 1] == []
    rows = {id_ for id_ in elements.ids if re.search(r"(^|-)c\d+$", id_)}
    assert len(rows) == len(CLAIMS)
    assert rows <= set(elements.targets)


def test_one_incident_of_a_report_makes_a_page_of_its_own() -> None:
    """Claims on another incident are neither marked nor linked to."""
    elements = Elements(as_page(REPORT, CLAIMS, INCIDENTS[:1]))
    assert set(elements.targets) <= set(elements.ids)
    assert "More than 3,000" in "".join(elements.text)


def test_two_fragments_stand_on_one_page() -> None:
    """A notebook may show two reports at once: their ids differ."""
    other = msgspec.structs.replace(REPORT, digest=digest_of(b"other"))
    ids = Elements(FRAGMENT).ids + Elements(as_fragment(other, CLAIMS, INCIDENTS)).ids
    assert len(ids) == len(set(ids))


def test_a_fragment_styles_nothing_but_itself() -> None:
    """Every rule of its style sheet begins with its own class."""
    style = FRAGMENT.partition("<style>")[2].partition("</style>")[0]
    rules = re.findall(r"(?:^|[{}])\s*([^{}@/]+)\{", re.sub(r"/\*.*?\*/", "", style, flags=re.S))
    assert rules
    assert all(selector.strip().startswith(".tollbook") for rule in rules for selector in top_level(rule))


def top_level(rule: str) -> list[str]:
    """The selectors of a rule, cut at the commas outside brackets."""
    return re.sub(r"\([^)]*\)", "", rule).split(",")


def test_what_is_not_read_is_said_to_be_so() -> None:
    """An appeal is labelled, and not by its colour alone."""
    assert 'data-block="appeal, not read"' in PAGE


def claim_on(identity: str, evidence: tuple[int, int], words: tuple[int, int], text: str) -> Claim:
    """A claim with its evidence and words anywhere, as a careless reader might give them."""
    start, end = words
    return Casualty(
        id=identity,
        evidence=Span.of(text, *evidence),
        confidence=0.5,
        reader=READER,
        effect="killed",
        count=Count(text=text[start:end], start=start, end=end, value=1, bound="exact"),
        victims=Victims(),
    )


TEXTS = st.text(alphabet=st.sampled_from("ab<>&\"' \n\r\t\0\x1b\u202e\ud800é😀"), min_size=1, max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[Report, tuple[Claim, ...]]:
    """A report of any text with claims on any of its spans."""
    text = draw(TEXTS)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    found = draw(st.lists(st.tuples(spans, spans), max_size=6))
    claims = tuple(claim_on(f"c{n}", evidence, words, text) for n, (evidence, words) in enumerate(found))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    kinds: st.SearchStrategy[BlockKind] = st.sampled_from(["title", "body", "appeal"])
    blocks = tuple(Block(kind=draw(kinds), start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    return Report(id="r", text=text, digest="0", blocks=blocks), claims


@given(marked())
def test_any_overlapping_evidence_nests(case: tuple[Report, tuple[Claim, ...]]) -> None:
    """Whatever spans overlap, elements nest, links hold no links, and all but white space of the text is there."""
    report, claims = case
    anchors = {claim.id: number for number, claim in enumerate(claims, 1)}
    found = paragraphs(report, claims, anchors, "")
    shown = "".join("".join(Elements(str(paragraph.html)).text) for paragraph in found)
    replaced = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", report.text)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", replaced)
    ids = [id_ for paragraph in found for id_ in Elements(str(paragraph.html)).ids]
    assert len(ids) == len(set(ids))


@given(marked())
def test_any_reading_makes_a_page(case: tuple[Report, tuple[Claim, ...]]) -> None:
    """No text breaks the page, and the page can always be written down."""
    report, claims = case
    Elements(as_page(report, claims, ()).encode("utf-8").decode("utf-8"))
