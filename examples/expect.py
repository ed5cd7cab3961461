"""Write what a perfect reader reads out of our own reports, from the hand-made quotes/*.toml of a folder.

A file of quotes names its report and lists, sentence by sentence, the claims as their words; the offsets are found
here, so that nobody counts characters by hand. Each report goes into a file of its own in `expected/`, or, with
`--jsonl`, all into one file, a report a line. `--check` writes nothing and fails where a file would change.

    python examples/expect.py [--check]
    python examples/expect.py --folder corpus --jsonl corpus/corpus.jsonl [--check]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from tollbook.errors import InputError
from tollbook.reading import read_reports

HERE = Path(__file__).parent
EFFECTS = ("killed", "injured", "missing", "abducted", "detained", "displaced")


class QuoteError(ValueError):
    """A quote does not stand in its report, or stands there more than once where it should not."""


def expectations(quotes: Path) -> dict[str, Any]:
    """The report and the claims of one file of quotes, in the gold form; raises QuoteError where a quote is wrong."""
    marks = tomllib.loads(quotes.read_text("utf-8"))
    about = marks["report"]
    path = quotes.parents[1] / about["file"]
    parsed = next(read_reports(path.name, path.read_bytes(), published=about["published"], outlet=about["outlet"]))
    if isinstance(parsed, InputError):
        raise parsed
    report = parsed.report
    claims = [claim for sentence in marks["sentence"] for claim in claims_of(sentence, marks, report.text)]
    for number, claim in enumerate(claims, 1):
        claim.setdefault("id", f"c{number}")
    return {
        "report": {
            "id": quotes.stem,
            "title": report.title,
            "outlet": about["outlet"],
            "published": about["published"].isoformat(),
            "url": report.url,
            "text": report.text,
        }
        | {key: about[key] for key in ("manner", "english", "split") if key in about},
        "claims": claims,
    }


def claims_of(sentence: dict[str, Any], marks: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """The claims that one quoted sentence holds; the slots that it does not give come from the file's `default`."""
    evidence = find(sentence["quote"], text, 0, len(text))
    found = []
    for entry in sentence["claims"]:
        slots = marks.get("default", {}) | {key: sentence[key] for key in sentence if key != "claims"} | entry
        claim = {"kind": kind_of(entry), "evidence": evidence} | particulars(entry, evidence, text)
        if "id" in entry:
            claim["id"] = entry["id"]
        days, place = slots.get("when"), slots.get("where")
        claim |= {
            "speaker": speaker(slots.get("speaker"), evidence, text),
            "when": dict(zip(("start", "end", "precision"), marks["days"][days], strict=True)) if days else None,
            "where": where(marks["places"][place], evidence, text) if place else None,
            "incident": slots["incident"],
            "polarity": slots.get("polarity", "asserted"),
            "cause": slots.get("cause", "violence"),
        }
        found.append(claim)
    return found


def kind_of(entry: dict[str, Any]) -> str:
    """Which kind of claim an entry describes, by its leading key."""
    if any(effect in entry for effect in EFFECTS):
        return "casualty"
    return "responsibility" if "stance" in entry else "attack"


def particulars(entry: dict[str, Any], evidence: dict[str, Any], text: str) -> dict[str, Any]:
    """The slots that only the entry's own kind of claim has."""
    kind = kind_of(entry)
    if kind == "responsibility":
        actor = near(entry["actor"], evidence, text) if "actor" in entry else None
        return {"actor": actor, "stance": entry["stance"], "relation": entry.get("relation", "perpetrator")}
    if kind == "attack":
        return {
            "type": entry["attack"],
            "trigger": near(entry["trigger"], evidence, text),
            "targets": [near(target, evidence, text) for target in entry.get("targets", ())],
            "weapons": [near(weapon, evidence, text) for weapon in entry.get("weapons", ())],
        }
    effect = next(effect for effect in EFFECTS if effect in entry)
    value = entry.get("value")
    count = near(entry[effect], evidence, text) | {
        "value": value,
        "bound": entry.get("bound", "vague" if value is None else "exact"),
    }
    if "value_high" in entry:
        count["value_high"] = entry["value_high"]
    victims = near(entry["victims"], evidence, text) if "victims" in entry else {}
    return {
        "effect": effect,
        "count": count,
        "victims": victims | {"class": entry.get("class", "unknown")},
        "attributes": entry.get("attributes", []),
        "scope": entry.get("scope", "incident"),
        "part_of": entry.get("part_of"),
    }


def speaker(names: list[str] | None, evidence: dict[str, Any], text: str) -> dict[str, Any] | None:
    """The speaker at the mention nearest the claim; `names` is that mention and, where it is fuller, the name."""
    return near(names[0], evidence, text) | {"name": names[-1]} if names else None


def where(place: dict[str, Any], evidence: dict[str, Any], text: str) -> dict[str, Any]:
    """The place at the mention nearest the claim."""
    return near(place["text"], evidence, text) | {key: place[key] for key in place if key != "text"}


def near(words: str, evidence: dict[str, Any], text: str) -> dict[str, Any]:
    """Quote `words` inside the evidence (a suffix "#2" asks for the second time), else where they stand nearest it."""
    words, _, turn = words.partition("#")
    inside = [match.start() for match in whole(words).finditer(text, evidence["start"], evidence["end"])]
    if turn or len(inside) == 1:
        start = inside[int(turn or 1) - 1]
        return {"text": words, "start": start, "end": start + len(words)}
    if inside:
        raise QuoteError(f"{words!r} stands more than once in {evidence['text']!r}")
    anywhere = [match.start() for match in whole(words).finditer(text)]
    if not anywhere:
        raise QuoteError(f"{words!r} does not stand in the report")
    start = min(anywhere, key=lambda position: abs(position - evidence["start"]))
    return {"text": words, "start": start, "end": start + len(words)}


def find(words: str, text: str, start: int, end: int) -> dict[str, Any]:
    """Quote `words`, which stand exactly once in `text[start:end]`."""
    found = [match.start() for match in whole(words).finditer(text, start, end)]
    if len(found) != 1:
        raise QuoteError(f"{words!r} stands {len(found)} times, not once")
    return {"text": words, "start": found[0], "end": found[0] + len(words)}


def whole(words: str) -> re.Pattern[str]:
    """`words` where no letter or digit touches them: "31" is not found in "131"."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def main() -> int:
    """Write every expectation, or check that each file is what would be written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file would change")
    parser.add_argument("--folder", type=Path, default=HERE, help="the folder with quotes/ (default: examples)")
    parser.add_argument("--jsonl", type=Path, help="write all into this file instead of expected/")
    options = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    wrong = False
    for quotes in sorted((options.folder / "quotes").glob("*.toml")):
        try:
            found[quotes.stem] = expectations(quotes)
        except QuoteError as error:
            print(f"{quotes.name}: {error}", file=sys.stderr)
            wrong = True
    if options.jsonl is None:
        folder = options.folder / "expected"
        files = {folder / f"{stem}.json": json.dumps(one, ensure_ascii=False, indent=1) for stem, one in found.items()}
    else:
        files = {options.jsonl: "\n".join(json.dumps(one, ensure_ascii=False) for one in found.values())}
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text + "\n"]
    for path in stale:
        print(f"{path} {'is stale' if options.check else 'written'}")
        if not options.check:
            path.write_text(files[path] + "\n", "utf-8")
    return 1 if wrong or (options.check and stale) else 0


if __name__ == "__main__":
    sys.exit(main())
