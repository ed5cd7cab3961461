"""The cases: small sets of reports, and which of them have one origin."""

from __future__ import annotations

from typing import NamedTuple

from tests.reading.origins.dispatches import (
    BOMB,
    MARKET,
    OWN,
    RAID,
    SPEECH,
    bulletin,
    dated,
    report,
    swapped,
)
from tollbook.model import Report


class Case(NamedTuple):
    """Reports, and the origins that they share: the ids of each one's members. What is named nowhere stands alone."""

    name: str
    reports: tuple[Report, ...]
    origins: tuple[frozenset[str], ...]


def pair(name: str, one: Report, two: Report, *, same: bool) -> Case:
    """A case of two reports."""
    return Case(name, (one, two), (frozenset({one.id, two.id}),) if same else ())


def wire(*paragraphs: str, credit: str = "(AFP)") -> Report:
    """The dispatch as an outlet prints it that changes nothing."""
    return report(f"SANDHILL, March 3 {credit} - {paragraphs[0]}", *paragraphs[1:], name="wire")


def local(*paragraphs: str, **told: str) -> Report:
    """Another outlet's report."""
    return report(*paragraphs, name="local", **told)  # type: ignore[arg-type]


def _quoted(lead: str, verb: str, *speech: str) -> tuple[str, ...]:
    return (lead, *(f'"{words}," {verb}.' for words in speech))


COPIES = [
    pair("exact", wire(*BOMB), local(*BOMB), same=True),
    pair("retitled", wire(*BOMB), local(*BOMB, title="Seven die on their way to the fields"), same=True),
    pair("trimmed to three paragraphs", wire(*BOMB), local(*BOMB[:3]), same=True),
    pair("trimmed to two paragraphs", wire(*BOMB), local(*BOMB[:2]), same=True),
    pair("its middle cut out", wire(*BOMB), local(BOMB[0], BOMB[3], BOMB[5]), same=True),
    pair("truncated with dots", wire(*BOMB), local(*BOMB[:2], BOMB[2][:70] + "..."), same=True),
    pair("truncated with one sign", wire(*RAID), local(RAID[0], RAID[1][:90] + "…"), same=True),
    pair("a local paragraph added", wire(*BOMB), local(*BOMB, OWN[3]), same=True),
    pair("a local paragraph on top", wire(*BOMB), local(OWN[2], *BOMB), same=True),
    pair("reordered", wire(*BOMB), local(BOMB[0], BOMB[2], BOMB[4], BOMB[1], BOMB[5], BOMB[3]), same=True),
    pair("paragraphs run together", wire(*BOMB), local(" ".join(BOMB[:3]), " ".join(BOMB[3:])), same=True),
    pair(
        "a paragraph to each sentence",
        wire(*BOMB),
        local(*"\n\n".join(BOMB).replace(". ", ".\n\n").split("\n\n")),
        same=True,
    ),
    pair("another dateline", wire(*BOMB), local(f"PORT MERROW, March 4 (Reuters) - {BOMB[0]}", *BOMB[1:]), same=True),
    pair(
        "names in other spellings",
        wire(*BOMB),
        local(*swapped(BOMB, ("Kestrel", "Kestral"), ("Lindenau", "Lindenow"), ("Sandhill", "Sandhil"))),
        same=True,
    ),
    pair(
        "American spellings and figures as words",
        wire(*BOMB),
        local(*swapped(BOMB, ("labourers", "laborers"), ("seven", "7"), ("Four women", "4 women"), ("three", "3"))),
        same=True,
    ),
    pair("curly signs", wire(*RAID), local(*swapped(RAID, ("'", "’"))), same=True),
    pair(
        "words changed in each paragraph",
        wire(*BOMB),
        local(
            *swapped(
                BOMB,
                ("hit a tractor that was taking", "struck a tractor which was carrying"),
                ("because the town had been", "as the town had been"),
                ("denied that it had laid", "denied having laid"),
                ("has seen a dozen such attacks", "has suffered a dozen such attacks"),
            )
        ),
        same=True,
    ),
    pair(
        "an outlet's boilerplate around",
        wire(*BOMB),
        local(
            "You are reading the free edition of our morning letter, which comes to you every weekday.",
            *BOMB,
            "All rights to this page are reserved, and it may not be printed without our leave.",
        ),
        same=True,
    ),
    pair("a brief", wire(BOMB[0]), local(BOMB[0]), same=True),
    pair("without a day", wire(*MARKET), report(*MARKET, name="local", day=None), same=True),
    pair("two days later", wire(*RAID), report(*RAID, name="local", day=dated(2)), same=True),
    pair("reprinted in a retrospect", wire(*RAID), report(*RAID, name="local", day=dated(60)), same=True),
    Case(
        "one dispatch in five outlets",
        (
            wire(*BOMB),
            report(*BOMB, name="exact"),
            report(*BOMB[:3], name="cut"),
            report(*BOMB, name="headed", title="Mine kills seven workers in Sandhill"),
            report(*BOMB, OWN[1], name="longer"),
        ),
        (frozenset({"wire", "exact", "cut", "headed", "longer"}),),
    ),
    Case(
        "two dispatches in three outlets",
        (wire(*BOMB), report(*BOMB, name="one"), report(*RAID, name="two"), report(*RAID[:3], name="three")),
        (frozenset({"wire", "one"}), frozenset({"two", "three"})),
    ),
]

PARTS = [
    pair("four paragraphs in a longer report", wire(*BOMB), local(*OWN, *RAID, *MARKET, *BOMB[1:5]), same=True),
    pair(
        "two paragraphs between its own", wire(*BOMB), local(*OWN[:2], *BOMB[1:3], *OWN[2:], *RAID, *MARKET), same=True
    ),
    pair(
        "background that both print",
        report(*OWN[:3], *BOMB[3:5], name="wire"),
        local(*RAID, *BOMB[3:5], MARKET[0]),
        same=True,
    ),
    Case(
        "paragraphs of two dispatches in one report",
        (wire(*BOMB), report(*RAID, name="second"), report(*OWN, *BOMB[:4], *RAID, *MARKET, name="round-up")),
        (frozenset({"wire", "round-up"}), frozenset({"second", "round-up"})),
    ),
    pair(
        "one long paragraph, credited to the same agency",
        wire(*BOMB),
        local(*OWN, BOMB[3], *RAID[:3], *MARKET, "With inputs from AFP"),
        same=True,
    ),
    pair("one long paragraph, credited to nobody", wire(*BOMB), local(*OWN, BOMB[3], *RAID[:3], *MARKET), same=False),
    pair("one sentence of background", wire(*BOMB), local(*OWN, BOMB[4].split(". ")[0] + ".", *MARKET), same=False),
]

QUOTATIONS = [
    pair(
        "two outlets interviewed one minister",
        local(
            *_quoted(
                "Interior Minister Rolf Example received us in his office at Vellmar.", "the minister said", *SPEECH[:2]
            ),
            OWN[0],
        ),
        report(
            *_quoted(
                "Asked about the mine at Wadi Example, the head of the interior ministry did not mince words.",
                "Rolf Example told this paper",
                *SPEECH[:2],
            ),
            MARKET[2],
            name="other",
        ),
        same=False,
    ),
    pair(
        "one press conference",
        local(
            *_quoted(
                "The prime minister faced the press in Vellmar for an hour on Tuesday.", "Anna Example said", *SPEECH
            ),
            *RAID[:2],
        ),
        report(
            *_quoted("Some forty journalists had come to the old customs house.", "Anna Example said", *SPEECH),
            *MARKET[1:],
            name="other",
        ),
        same=False,
    ),
    pair(
        "one communique quoted at length",
        local(
            "The Northern Banner put its answer on the walls of Upper Kestrel.",
            f'"{". ".join(SPEECH)}," the Northern Banner said in a statement.',
            OWN[1],
        ),
        report(f"A communique reached this newsroom by post. “{'. '.join(SPEECH)},” it said.", *RAID[2:], name="other"),
        same=False,
    ),
    pair(
        "a quotation that is not closed",
        local(OWN[0], f'Anna Example said: "{SPEECH[0]}.', f'"{SPEECH[1]}."', OWN[2]),
        report(MARKET[0], f'"{SPEECH[0]}. {SPEECH[1]}," Anna Example told the council.', RAID[3], name="other"),
        same=False,
    ),
    pair(
        "an interview copied whole",
        local(
            "Interior Minister Rolf Example received us in his office at Vellmar on the morning after the attack.",
            *_quoted(BOMB[5], "he said", *SPEECH),
            OWN[1],
        ),
        report(
            "Interior Minister Rolf Example received us in his office at Vellmar on the morning after the attack.",
            *_quoted(BOMB[5], "he said", *SPEECH),
            OWN[1],
            name="other",
        ),
        same=True,
    ),
]

APART = [
    pair(
        "one event, written twice",
        wire(*BOMB),
        local(
            "Seven labourers died on Tuesday when their tractor ran over a mine outside Wadi Example in Sandhill.",
            "Five of those who were killed were women or children, Governor Dara Example said at the scene.",
            "Nine others were being treated at Lindenau, a small clinic that has no electricity at present.",
            "Rebels of the Northern Banner said they had nothing to do with it and pointed at rivals from the Orme.",
        ),
        same=False,
    ),
    pair(
        "two dispatches credited to one agency",
        wire(*BOMB),
        local(f"CORVANE, March 3 (AFP) - {RAID[0]}", *RAID[1:]),
        same=False,
    ),
    pair(
        "bulletins of two days",
        report(*bulletin("Limekiln", "three", "Oskar Vane", 4), name="monday", outlet="Police"),
        report(*bulletin("Harbour", "nine", "Jon Tamsin", 17), name="tuesday", outlet="Police", day=dated(1)),
        same=False,
    ),
    pair(
        "bulletins of one day",
        report(*bulletin("Limekiln", "three", "Oskar Vane", 4), name="first", title="Bulletin"),
        report(*bulletin("Old Mill", "five", "Peter Holm", 2), name="second", title="Bulletin"),
        same=False,
    ),
    pair(
        "bulletins under one title of one outlet",
        report(
            *bulletin("Limekiln", "three", "Oskar Vane", 4), name="first", outlet="Police", title="Bulletin of the day"
        ),
        report(
            *bulletin("Old Mill", "five", "Peter Holm", 2), name="second", outlet="Police", title="Bulletin of the day"
        ),
        same=False,
    ),
    pair(
        "only boilerplate in common",
        report(
            *BOMB,
            "Read all our stories in the evening edition, which is free for pupils and for pensioners.",
            name="wire",
        ),
        local(*RAID, "Read all our stories in the evening edition, which is free for pupils and for pensioners."),
        same=False,
    ),
    pair(
        "sentences that every report has",
        report(
            RAID[0],
            "No group has claimed responsibility for the attack. Police have opened an investigation.",
            name="wire",
        ),
        local(MARKET[0], "No group has claimed responsibility for the attack. Police have opened an investigation."),
        same=False,
    ),
    pair(
        "two attacks told by one pattern",
        report(
            "Gunmen killed four soldiers at a checkpoint near Dunholt on Monday, the army said in a short statement.",
            "The attackers fled towards the Orme valley on motorcycles, and helicopters from Vellmar pursued them.",
            name="wire",
        ),
        local(
            "Gunmen killed nine soldiers at a checkpoint near Saltmere on Monday, the army said in a short statement.",
            "The attackers fled towards the Hartlake forest on motorcycles, and helicopters from Fennick pursued them.",
        ),
        same=False,
    ),
    pair("unlike reports", wire(*BOMB), local(*OWN), same=False),
]

GROWN = swapped(BOMB, ("seven farm workers", "nine farm workers"), ("nine wounded", "seven wounded"))
PAGES = [
    pair(
        "a page that grew, at one address",
        report(*BOMB[:3], name="early", outlet="Harbour Gazette", url="https://gazette.example/7"),
        report(*GROWN, name="late", outlet="Harbour Gazette", url="https://gazette.example/7"),
        same=True,
    ),
    pair(
        "a page that grew, under nearly the same title",
        report(*BOMB[:3], name="early", outlet="Harbour Gazette", title="Bomb kills seven in Sandhill"),
        report(*GROWN, name="late", outlet="Harbour Gazette", title="Bomb kills nine in Sandhill", day=dated(1)),
        same=True,
    ),
    pair(
        "one address that shows another report",
        report(*BOMB, name="early", url="https://gazette.example/"),
        report(*RAID, name="late", url="https://gazette.example/", day=dated(1)),
        same=False,
    ),
]

CASES = [*COPIES, *PARTS, *QUOTATIONS, *APART, *PAGES]
