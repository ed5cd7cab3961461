"""Annotated reports without their texts: `python training/pack.py GOLD.jsonl --pool POOL.jsonl.gz --out FILE`.

The texts of the reports that we annotate are other people's and stay where they are. What goes into
`training/annotations/` are the claims' offsets and values, and for each report its id in the pool and the SHA-256 of
the text that the offsets refer to (the pool's title, a blank line, the pool's text; or the text alone). `unpack` puts
the two together again, and refuses a text that is not the one that was annotated.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def unpack(annotations: Path, pool: Path) -> Iterator[dict[str, Any]]:
    """The annotated reports of a file, with their texts and quotes, as `{"report": ..., "claims": [...]}`."""
    packed = [json.loads(line) for line in annotations.read_text(encoding="utf-8").split("\n") if line]
    wanted = {row["report"]["id"] for row in packed}
    texts = {(report_id, digest(text)): text for report_id, text in texts_of(pool) if report_id in wanted}
    for row in packed:
        text = texts.get((row["report"]["id"], row["report"]["sha256"]))
        if text is None:
            raise SystemExit(f"{annotations}: {row['report']['id']} was annotated on another text than {pool} holds")
        yield {"report": row["report"] | {"text": text}, "claims": _quoted(row["claims"], text)}


def texts_of(pool: Path) -> Iterator[tuple[str, str]]:
    """Id and text of every report of the pool: with its title above it, and without."""
    with gzip.open(pool, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            title, text = row["title"] or "", row["text"]
            yield row["id"], text
            if not text.startswith(title[:30]):
                yield row["id"], f"{title}\n\n{text}"


def digest(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def _quoted(value: Any, text: str) -> Any:
    """`value` with the words of each span put back."""
    if isinstance(value, list):
        return [_quoted(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    restored = {key: _quoted(item, text) for key, item in value.items()}
    is_span = isinstance(value.get("start"), int)
    return {"text": text[value["start"] : value["end"]]} | restored if is_span else restored


def _bare(value: Any) -> Any:
    """`value` without the words of its spans."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_span = isinstance(value.get("start"), int)
    return {key: _bare(item) for key, item in value.items() if not (is_span and key == "text")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    texts = set(texts_of(options.pool))
    with options.out.open("w", encoding="utf-8") as out:
        for path in options.gold:
            for line in path.read_text(encoding="utf-8").split("\n"):
                if not line:
                    continue
                row = json.loads(line)
                report = row["report"]
                if (report["id"], report["text"]) not in texts:
                    raise SystemExit(f"{path}: the text of {report['id']} is not the pool's")
                kept = {"id": report["id"], "published": report["published"], "sha256": digest(report["text"])}
                packed = {"report": kept, "claims": _bare(row["claims"])}
                out.write(json.dumps(packed, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
