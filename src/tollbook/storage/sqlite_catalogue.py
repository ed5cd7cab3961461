"""The catalogue in a book's SQLite file: what goes into it with each incident, and what is counted from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import get_args

from tollbook.model import Estimate, FirstFigure, PartRole, Parts, Printing, Subject
from tollbook.model.catalogue import ENOUGH
from tollbook.storage.words import folded

ROLES: tuple[PartRole, ...] = get_args(PartRole)
"""Each role's power of two is its place here."""

DEEDS: tuple[PartRole, ...] = ("claims", "reported", "blamed")
HERE: tuple[PartRole, ...] = ("at", "below")
ADDED: dict[str, tuple[PartRole, ...]] = {"actor": DEEDS, "place": HERE, "outlet": ("printed",), "speaker": ("says",)}
"""The roles whose incidents are added up on a subject's page, by its kind."""

_TABLES = ("subject", "part", "figure", "printing", "first_figure", "printed")
_LEFT = """
    UPDATE subject SET fresh = 0 WHERE fresh = 1 AND number IN (SELECT subject FROM part WHERE incident = ?)
"""
_SUBJECT = """
    INSERT INTO subject (kind, id, name, folded, sort, country, fresh) VALUES (?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT (kind, id) DO UPDATE SET fresh = 0 RETURNING number
"""


def mask(roles: Iterable[PartRole]) -> int:
    """Roles as a sum of powers of two."""
    return sum(1 << ROLES.index(role) for role in set(roles))


def roles_in(number: int) -> tuple[PartRole, ...]:
    """The roles of such a sum."""
    return tuple(role for at, role in enumerate(ROLES) if number >> at & 1)


def put(db: sqlite3.Connection, incident: int, parts: Parts, estimates: Iterable[Estimate]) -> None:
    """Put what the catalogue takes in of an incident in the place of what it had of it."""
    leave(db, incident)
    numbers: dict[tuple[str, str], int] = {}

    def number(subject: Subject) -> int:
        key = (subject.kind, subject.id)
        if key not in numbers:
            numbers[key] = _number(db, subject)
        return numbers[key]

    about = db.execute("SELECT first_day, last_day, killed FROM incident WHERE number = ?", (incident,)).fetchone()
    db.executemany(
        "INSERT INTO part (subject, incident, roles, counts, said, denied, raised, lowered, first_day, last_day,"
        " killed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number(p.subject), incident, mask(p.roles), parts.counts, p.said, p.denied, p.raised, p.lowered, *about)
            for p in parts.parts
        ],
    )
    db.executemany(
        "INSERT INTO figure (incident, effect, victim_class, low, best, high) VALUES (?, ?, ?, ?, ?, ?)",
        [(incident, one.effect, one.victim_class, one.low, one.best, one.high) for one in estimates],
    )
    db.executemany(
        "INSERT INTO printing (subject, incident, report, origin, copied, agency) VALUES (?, ?, ?, ?, ?, ?)",
        [_printing(number(one.outlet), incident, one) for one in parts.printings],
    )
    db.executemany(
        "INSERT INTO first_figure (subject, incident, classes, interest, claim, words, bound, value, day, lag, origins,"
        " low, best, high, standing, ratio) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_first(number(one.subject), incident, one) for one in parts.first_figures],
    )


def leave(db: sqlite3.Connection, incident: int) -> None:
    """Take out what the catalogue has of an incident; those who had a part in it are counted anew."""
    db.execute(_LEFT, (incident,))
    for table in ("part", "figure", "printing", "first_figure"):
        db.execute(f"DELETE FROM {table} WHERE incident = ?", (incident,))  # noqa: S608 - the names are ours


def forget(db: sqlite3.Connection) -> None:
    """Empty the catalogue."""
    for table in _TABLES:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are ours
    db.execute("UPDATE catalogue SET counted = 0")


def is_counted(db: sqlite3.Connection) -> bool:
    """Whether every report and every subject has been counted."""
    stale = db.execute("SELECT EXISTS (SELECT 1 FROM subject WHERE fresh = 0)").fetchone()[0]
    return not stale and not _uncounted(db, 1)


def count(db: sqlite3.Connection) -> None:
    """Count anew what lists show of the subjects that have changed; inside a transaction of the caller's."""
    _count_reports(db)
    db.execute("CREATE TEMP TABLE IF NOT EXISTS stale (number INTEGER PRIMARY KEY, kind TEXT NOT NULL)")
    db.execute("DELETE FROM temp.stale")
    db.execute("INSERT INTO temp.stale SELECT number, kind FROM subject WHERE fresh = 0")
    for statement in _COUNTS:
        db.execute(statement)
    db.execute("UPDATE subject SET fresh = 1 WHERE fresh = 0")
    db.execute("DELETE FROM temp.stale")


def _count_reports(db: sqlite3.Connection) -> None:
    """Put the reports that came since the last count under their outlets."""
    last = 0
    for entry, outlet in _uncounted(db, -1):
        last = entry
        if outlet and outlet.strip():
            number = _number(db, Subject(kind="outlet", id=named(outlet), name=" ".join(outlet.split())))
            db.execute("INSERT INTO printed (entry, subject) VALUES (?, ?)", (entry, number))
    if last:
        db.execute("UPDATE catalogue SET counted = ?", (last,))


def named(name: str) -> str:
    """The id of a subject that is known by its name alone."""
    return " ".join(name.split()).casefold()


def _uncounted(db: sqlite3.Connection, limit: int) -> list[tuple[int, str | None]]:
    return db.execute(
        "SELECT entry, outlet FROM report WHERE entry > (SELECT counted FROM catalogue) ORDER BY entry LIMIT ?",
        (limit,),
    ).fetchall()


def _number(db: sqlite3.Connection, subject: Subject) -> int:
    row = (subject.kind, subject.id, subject.name, folded(subject.name), subject.sort, subject.country)
    (number,) = db.execute(_SUBJECT, row).fetchone()
    return int(number)


def _printing(subject: int, incident: int, one: Printing) -> tuple[object, ...]:
    return (subject, incident, one.report, one.origin, int(one.copied), one.agency)


def _first(subject: int, incident: int, one: FirstFigure) -> tuple[object, ...]:
    day = None if one.day is None else one.day.isoformat()
    return (
        *(subject, incident, "+".join(one.classes), one.interest, one.claim, one.words, one.bound, one.value, day),
        *(one.lag, one.origins, one.low, one.best, one.high, one.standing, one.ratio),
    )


def _counted_roles() -> str:
    terms = ", ".join(f"'{role}', sum(part.roles >> {at} & 1)" for at, role in enumerate(ROLES))
    return f"json_object({terms})"


_ADDED = " OR ".join(
    f"stale.kind = '{kind}' AND part.roles & {mask(roles)} AND part.counts" for kind, roles in ADDED.items()
)
_COUNTS = (
    """
    UPDATE subject SET incidents = 0, roles = '{}', first_day = NULL, last_day = NULL, added = 0, low = NULL,
        best = NULL, high = NULL, reports = 0, copies = 0, origins = 0, said = 0, denied = 0, raised = 0, lowered = 0,
        figures = 0, compared = 0, within = 0, below = 0, above = 0, ratios = 0, ratio = NULL, on_first_day = 0
    WHERE number IN (SELECT number FROM temp.stale)
    """,
    f"""
    UPDATE subject SET incidents = found.incidents, roles = found.roles, first_day = found.first_day,
        last_day = found.last_day, said = found.said, denied = found.denied, raised = found.raised,
        lowered = found.lowered
    FROM (
        SELECT part.subject, count(*) AS incidents, {_counted_roles()} AS roles,
            min(nullif(part.first_day, '~')) AS first_day, max(nullif(part.first_day, '~')) AS last_day,
            sum(part.said) AS said, sum(part.denied) AS denied, sum(part.raised) AS raised,
            sum(part.lowered) AS lowered
        FROM temp.stale JOIN part ON part.subject = stale.number
        GROUP BY part.subject
    ) AS found WHERE subject.number = found.subject
    """,  # noqa: S608 - the names are ours
    f"""
    UPDATE subject SET added = found.added, low = found.low, best = found.best, high = found.high
    FROM (
        SELECT part.subject, count(*) AS added, sum(figure.low) AS low,
            sum(coalesce(figure.best, figure.low)) AS best,
            CASE WHEN count(*) = count(figure.high) THEN sum(figure.high) END AS high
        FROM temp.stale JOIN part ON part.subject = stale.number
        JOIN figure ON figure.incident = part.incident AND figure.effect = 'killed' AND figure.victim_class = 'all'
        WHERE {_ADDED}
        GROUP BY part.subject
    ) AS found WHERE subject.number = found.subject
    """,  # noqa: S608 - the roles are ours
    """
    UPDATE subject SET reports = found.reports
    FROM (
        SELECT printed.subject, count(*) AS reports FROM temp.stale JOIN printed ON printed.subject = stale.number
        GROUP BY printed.subject
    ) AS found WHERE subject.number = found.subject
    """,
    """
    UPDATE subject SET copies = found.copies, origins = found.origins
    FROM (
        SELECT printing.subject, count(DISTINCT CASE WHEN copied THEN report END) AS copies,
            count(DISTINCT origin) AS origins
        FROM temp.stale JOIN printing ON printing.subject = stale.number GROUP BY printing.subject
    ) AS found WHERE subject.number = found.subject
    """,
    """
    UPDATE subject SET figures = found.figures, compared = found.compared, within = found.within, below = found.below,
        above = found.above, on_first_day = found.on_first_day
    FROM (
        SELECT first_figure.subject, count(*) AS figures, count(standing) AS compared,
            count(*) FILTER (WHERE standing = 'within') AS within, count(*) FILTER (WHERE standing = 'below') AS below,
            count(*) FILTER (WHERE standing = 'above') AS above,
            count(*) FILTER (WHERE standing IS NOT NULL AND lag = 0) AS on_first_day
        FROM temp.stale JOIN first_figure ON first_figure.subject = stale.number GROUP BY first_figure.subject
    ) AS found WHERE subject.number = found.subject
    """,
    f"""
    UPDATE subject SET ratios = found.ratios, ratio = CASE WHEN found.ratios >= {ENOUGH} THEN found.ratio END
    FROM (
        SELECT subject, ratios, avg(ratio) AS ratio FROM (
            SELECT first_figure.subject, ratio, row_number() OVER of_subject AS place,
                count(*) OVER (PARTITION BY first_figure.subject) AS ratios
            FROM temp.stale JOIN first_figure ON first_figure.subject = stale.number
            WHERE ratio IS NOT NULL WINDOW of_subject AS (PARTITION BY first_figure.subject ORDER BY ratio)
        ) WHERE place IN ((ratios + 1) / 2, (ratios + 2) / 2) GROUP BY subject
    ) AS found WHERE subject.number = found.subject
    """,  # noqa: S608 - the number is ours
)
"""What lists show, counted for the subjects in `temp.stale`."""
