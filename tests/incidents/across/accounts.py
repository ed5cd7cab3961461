"""Sketches of accounts of made-up incidents, for the tests of linking."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from tests.incidents.stories import READER, Story
from tollbook.incidents import reconcile
from tollbook.incidents.across import Sketch, accounts_of, sketch_of
from tollbook.model import Claim, Report, digest_of

__all__ = ["READER", "report_of", "sketches", "the_sketch"]


def report_of(story: Story, published: str | None, title: str | None = None) -> tuple[Report, tuple[Claim, ...]]:
    """The report of a story, by one outlet on one day, and its claims with their keys."""
    day = dt.date.fromisoformat(published) if published else None
    digest = digest_of(f"{title} {story.text} {published}".encode())
    report = Report(id=digest[:16], text=story.text, digest=digest, title=title, published=day)
    claims, _ = reconcile(report, story.claims, ())
    return report, claims


def sketches(story: Story, published: str | None, title: str | None = None) -> tuple[Sketch, ...]:
    """The sketches of all accounts of a story."""
    report, claims = report_of(story, published, title)
    _, incidents = reconcile(report, claims, ())
    return tuple(sketch_of(report, account, claims) for account in accounts_of(report, incidents))


def the_sketch(story: Story, told_on: str | None, **changed: Any) -> Sketch:
    """The sketch of the only account of a story, some of its fields changed."""
    (sketch,) = sketches(story, told_on)
    return msgspec.structs.replace(sketch, **changed)
