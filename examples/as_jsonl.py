"""Print the plain-text examples as JSON Lines, one report a line, with the outlet and the day that a text cannot tell.

python examples/as_jsonl.py > texts.jsonl
python examples/as_jsonl.py examples/wave > wave.jsonl
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def main() -> None:
    """Print every text of a folder: in the order of their names, or in that of its `reports.toml`."""
    parser = argparse.ArgumentParser(description="Print the plain-text examples of a folder as JSON Lines.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    for record in records(parser.parse_args().folder):
        print(json.dumps(record, ensure_ascii=False))


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Each text of `folder` as a line of JSON Lines holds it; pages tell their outlet and day themselves."""
    for about in _abouts(folder):
        path = folder / about["file"]
        if path.suffix == ".txt":
            text = path.read_text("utf-8")
            yield {
                "id": path.stem,
                "title": text.partition("\n")[0],
                "outlet": about["outlet"],
                "published": about["published"].isoformat(),
                "url": None,
                "text": text,
            }


def _abouts(folder: Path) -> Iterator[dict[str, Any]]:
    """What is known of each report: file, outlet, when it was published."""
    listed = folder / "reports.toml"
    if listed.exists():
        yield from tomllib.loads(listed.read_text("utf-8"))["report"]
        return
    for quotes in sorted((folder / "quotes").glob("*.toml")):
        yield tomllib.loads(quotes.read_text("utf-8"))["report"]


if __name__ == "__main__":
    main()
