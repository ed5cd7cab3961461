"""How fast a report is read, against the cheapest thing that must be paid anyway.

    python benchmarks/reading.py [--reports 20] [--corpus REPORTS.jsonl]

On one core and in one run: reports of 500 words a second from bytes to incidents, the time of the bare encoder over
the same words (the shipped model cut off below its heads, same windows, same batches), and the ratio of the two; then a
cold `tollbook --help`, a cold `tollbook read` of one short report, and the peak memory of that.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import onnx
import onnxruntime

from tollbook.claims.tagger import Analysis, Tagger, batches_of
from tollbook.claims.windows import batch_of, windows_of
from tollbook.reading import report_of_text
from tollbook.road import Road

EXAMPLES = Path(__file__).parents[1] / "examples"
WORDS = 500


def reports_of(count: int, corpus: Path | None = None) -> list[str]:
    """Texts of 500 words each, cut from running text, paragraph by paragraph: of the reports in `corpus` (JSON Lines),
    else of the examples, which are short and hold four times as many claims a word as reports do.
    """
    if corpus is None:
        texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    else:
        rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").split("\n") if line]
        texts = [row.get("report", row)["text"] for row in rows]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n") if len(paragraph.split()) > 12]
    cut: list[str] = []
    position = 0
    while len(cut) < count:
        words = 0
        chosen = []
        while words < WORDS:
            chosen.append(paragraphs[position % len(paragraphs)])
            words += len(chosen[-1].split())
            position += 1
        cut.append("\n\n".join(chosen))
    return cut


def bare_encoder(folder: Path) -> onnxruntime.InferenceSession:
    """The shipped model up to the states that its heads read."""
    shipped = Path(str(importlib.resources.files("tollbook.claims"))) / "data/model.onnx"
    graph = onnx.load(shipped).graph
    gather = next(node for node in graph.node if node.name == "/network/GatherElements")
    bare = folder / "bare.onnx"
    onnx.utils.extract_model(shipped, bare, ["ids", "case", "mask"], [gather.input[0]])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(bare.read_bytes(), options, providers=["CPUExecutionProvider"])


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def cold(*arguments: str) -> tuple[float, float]:
    """Median wall seconds of a command started afresh, and its peak memory in megabytes."""
    command = [sys.executable, "-m", "tollbook", *arguments]
    times = [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(5)]
    return statistics.median(times), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20, help="texts of 500 words to read")
    parser.add_argument("--corpus", type=Path, help="reports, JSON Lines; the examples where none is given")
    options = parser.parse_args()
    texts = reports_of(options.reports, options.corpus)
    road, tagger = Road(), Tagger.load()

    def whole(text: str) -> object:
        return road.travel(report_of_text(text)).to_dict()

    with tempfile.TemporaryDirectory() as folder:
        encoder = bare_encoder(Path(folder))
        batches = {}
        for text in texts:
            analysis = Analysis.of_text(text)
            windows = windows_of(tagger.tokenizer, analysis.forms, analysis.sentence)
            arrays = [batch_of(batch) for batch in batches_of(windows)]
            batches[text] = [{name: batch[name] for name in ("ids", "case", "mask")} for batch in arrays]

        def bare(text: str) -> None:
            for batch in batches[text]:
                encoder.run(None, batch)

        for text in texts[:3]:
            whole(text), bare(text)
        pairs = [(seconds(lambda t=text: whole(t)), seconds(lambda t=text: bare(t))) for text in texts]  # type: ignore[misc]
    road_time, bare_time = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"a report of {WORDS} words, end to end   {1000 * road_time:6.1f} ms   {1 / road_time:5.1f} reports a second")
    print(f"the bare encoder on the same words {1000 * bare_time:6.1f} ms")
    print(f"ratio                              {ratio:6.2f}      (at most 1.5)")
    short = sorted(EXAMPLES.glob("*.txt"))[0]
    print(f"tollbook --help, cold              {1000 * cold('--help')[0]:6.0f} ms   (under 300)")
    started, peak = cold("read", str(short))
    print(f"tollbook read, one report, cold    {started:6.2f} s    (under 2)")
    print(f"peak memory of that                {peak:6.0f} MB   (under 600)")


if __name__ == "__main__":
    main()
