"""`tollbook show` and `tollbook compare`."""

from __future__ import annotations

from pathlib import Path

from tollbook.cli.joint import comparison_parts, joint_parts
from tollbook.cli.opening import opened
from tollbook.cli.output import bytes_to, text_to
from tollbook.cli.reviewing import reviewed_parts
from tollbook.cli.screen import json_array
from tollbook.errors import InputError


def show_incident(
    path: Path, incident: str, profile: str | None, as_of: str | None, form: str, output: Path | None
) -> None:
    """Print the ledger of one incident of the book at `path`, under every profile or the one asked for; as it stood at
    a moment if one is given.
    """
    with opened(path) as book:
        ledger = book.incident(incident, as_of=as_of)
    if form == "html":
        bytes_to(output, [ledger.to_html().encode()])
    elif form == "json":
        bytes_to(output, json_array([ledger.to_dict() | {"reviewed": ledger.reviewed}]))
    else:
        known = ledger.rows().profiles
        if profile is not None and profile not in known:
            raise InputError(f"There is no profile {profile!r} here. Known: {', '.join(known) or 'none'}.")
        rows = ledger.rows(None if profile is None else [profile])
        text_to(output, (*joint_parts(rows, profile), *reviewed_parts(ledger.reviewed)))


def compare_profiles(path: Path, incident: str, as_of: str | None, output: Path | None) -> None:
    """Print what each profile makes of one incident of the book at `path`; as it stood at a moment if one is given."""
    with opened(path) as book:
        text_to(output, comparison_parts(book.incident(incident, as_of=as_of).compared()))
