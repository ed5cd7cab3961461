"""Whatever the text, the whole road holds: it never breaks, quotes exactly, and keeps its estimates in order."""

from __future__ import annotations

import datetime as dt
from functools import cache

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tollbook.model import Report, digest_of
from tollbook.road import Road

WORDS = st.sampled_from(
    """At least 31 civilians were killed and dozens wounded in Quetta , Pakistan on Friday . Police said that no one
    nearly 100 of the militants ” “ The army blamed India for 12 dead including three children since 2014 \n\n""".split(
        " "
    )
)


@cache
def road() -> Road:
    return Road()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("nearly One\rAUAR")
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map(" ".join)))
def test_any_text_is_read_in_good_order(text: str) -> None:
    """Every offset quotes the text, low <= best <= high, and a value that no claim gives stays open."""
    report = Report(id="t", text=text, digest=digest_of(text.encode()), published=dt.date(2026, 2, 1))
    reading = road().travel(report)
    for claim in reading.claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    counts = {claim["id"]: claim["count"] for claim in reading.to_dict()["claims"] if claim["kind"] == "casualty"}
    assert all(text[count["start"] : count["end"]] == count["text"] for count in counts.values())
    for estimate in (estimate for incident in reading.incidents for estimate in incident.estimates):
        known = [value for value in (estimate.low, estimate.best, estimate.high) if value is not None]
        assert known == sorted(known)
        if estimate.best == 0:
            assert any(counts[claim]["value"] == 0 for claim in estimate.claims)
