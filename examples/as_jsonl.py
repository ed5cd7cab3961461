"""Print the plain-text examples as JSON Lines, one report a line, with the outlet and the day that a text cannot tell.

python examples/as_jsonl.py > texts.jsonl
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Print every text example, in the order of their names."""
    for quotes in sorted((HERE / "quotes").glob("*.toml")):
        about = tomllib.loads(quotes.read_text("utf-8"))["report"]
        path = HERE / about["file"]
        if path.suffix == ".txt":
            text = path.read_text("utf-8")
            record = {
                "id": quotes.stem,
                "title": text.partition("\n")[0],
                "outlet": about["outlet"],
                "published": about["published"].isoformat(),
                "url": None,
                "text": text,
            }
            print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
