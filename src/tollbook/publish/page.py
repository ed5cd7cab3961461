"""The ledger as HTML: one self-contained page, or a fragment for a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from tollbook.model import Claim, Incident, Joined, Report, UmbrellaSum
from tollbook.publish.compose import compose
from tollbook.publish.joining import compose_joint
from tollbook.publish.marking import kind_of, paragraphs, showable

if TYPE_CHECKING:
    from jinja2 import Environment

_KINDS = ("killed", "injured", "missing", "abducted", "detained", "displaced", "responsibility", "attack")


def as_page(report: Report, claims: Sequence[Claim], incidents: Sequence[Incident]) -> str:
    """The reading as one HTML page that needs nothing else: no script, no resource from elsewhere.

    On the left the report with its evidence marked, on the right the ledger; every figure links to its words, and
    the words link back. The report's text is untrusted and is escaped everywhere.
    """
    return _environment().get_template("page.html.jinja").render(_context(report, claims, incidents, prefix=""))


def as_fragment(report: Report, claims: Sequence[Claim], incidents: Sequence[Incident]) -> str:
    """The same ledger as a piece of HTML for a notebook's cell: its styles touch nothing outside it, and its ids
    carry the report's digest, so that several may stand on one page.
    """
    prefix = f"tb-{report.digest[:12]}-" if report.digest.isalnum() else "tb-"
    return _environment().get_template("fragment.html.jinja").render(_context(report, claims, incidents, prefix))


def joint_page(
    joined: Joined,
    reports: Mapping[str, Report],
    components: Sequence[Joined] = (),
    sums: Sequence[UmbrellaSum] = (),
    umbrella: Incident | None = None,
) -> str:
    """An incident over all its reports as one HTML page that needs nothing else; every figure links to its words."""
    ledger = compose_joint(joined, reports, None, components, sums, umbrella)
    return _environment().get_template("joint.html.jinja").render(ledger=ledger)


def _context(report: Report, claims: Sequence[Claim], incidents: Sequence[Incident], prefix: str) -> dict[str, Any]:
    ledger = compose(report, claims, incidents)
    told = {identity for incident in incidents for identity in incident.claims} | {
        one.claim for one in ledger.set_aside
    }
    shown = [claim for claim in claims if claim.id in told]
    anchors = {claim.id: number for number, claim in enumerate(shown, 1)}
    kinds = {claim.id: kind_of(claim) for claim in shown}
    return {
        "ledger": ledger,
        "paragraphs": paragraphs(report, shown, anchors, prefix),
        "anchors": anchors,
        "kinds": kinds,
        "shown_kinds": [kind for kind in _KINDS if kind in kinds.values()],
        "silent": any(block.kind for block in report.blocks if report.silent(block.start)),
        "prefix": prefix,
    }


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # a tenth of a second that few commands need

    environment = Environment(
        loader=PackageLoader("tollbook.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["web_address"] = _web_address
    return environment


def _finalize(value: object) -> object:
    return showable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _web_address(url: str | None) -> bool:
    """Whether `url` may be made a link: an address on the web, and not a script in disguise."""
    return url is not None and url.lower().startswith(("https://", "http://"))
