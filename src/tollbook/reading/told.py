"""What a document, or the person who gives it, tells about a report beside its text."""

from __future__ import annotations

import datetime as dt

import msgspec


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Title, outlet, publication time and address; None where nothing is told."""

    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    url: str | None = None

    def over(self, other: Told) -> Told:
        """What is told here, with what `other` tells where this does not. A day and its moment are one thing told."""
        timed = self if self.published else other
        return Told(
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            published=timed.published,
            published_at=timed.published_at,
            url=self.url or other.url,
        )
