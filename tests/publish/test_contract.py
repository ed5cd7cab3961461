"""The JSON form: what `tollbook read --format jsonl` writes."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from tests.publish.sample import CLAIMS, INCIDENTS, REPORT
from tollbook.model import Claim, Incident, Report
from tollbook.publish import as_dict

PLAIN = as_dict(REPORT, CLAIMS, INCIDENTS)
COMMON = {"id", "kind", "evidence", "speaker", "when", "where", "incident", "polarity", "cause"}
OWN = {
    "casualty": {"effect", "count", "victims", "attributes", "scope", "part_of"},
    "responsibility": {"actor", "stance", "relation"},
    "attack": {"type", "trigger", "targets", "weapons"},
}


def test_the_form_holds_only_what_json_holds() -> None:
    """Written and read again as JSON, it is the same: no tuple, no date, no record is left in it."""
    assert json.loads(json.dumps(PLAIN)) == PLAIN


def test_no_slot_is_left_out() -> None:
    """Every claim has every slot of its kind, open ones as null."""
    for claim in PLAIN["claims"]:
        assert COMMON | OWN[claim["kind"]] <= claim.keys()


def test_a_claim_begins_with_its_id_and_kind() -> None:
    """A reader of the raw lines sees at once what each claim is."""
    assert all(list(claim)[:2] == ["id", "kind"] for claim in PLAIN["claims"])


def test_a_report_begins_with_the_keys_of_a_report_line() -> None:
    """What comes out can go in again."""
    assert list(PLAIN["report"])[:6] == ["id", "title", "outlet", "published", "url", "text"]
    assert PLAIN["report"]["published"] == "2031-05-07"


def test_victims_name_their_class_as_class() -> None:
    """The key is "class", as the claims' own design has it."""
    assert PLAIN["claims"][2]["victims"]["class"] == "civilian"


def test_every_quote_is_where_it_says() -> None:
    """`text[start:end]` is the quoted text, at every depth of the form."""

    def quotes(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                quotes(item)
        elif isinstance(value, dict):
            if isinstance(value.get("start"), int):
                assert PLAIN["report"]["text"][value["start"] : value["end"]] == value["text"]
            for item in value.values():
                quotes(item)

    quotes(PLAIN["claims"])


def test_the_form_gives_the_records_back() -> None:
    """Nothing is lost: the records can be made again from it."""
    assert msgspec.convert(PLAIN["report"], Report) == REPORT
    assert tuple(msgspec.convert(claim, Claim) for claim in PLAIN["claims"]) == CLAIMS
    assert tuple(msgspec.convert(incident, Incident) for incident in PLAIN["incidents"]) == INCIDENTS
