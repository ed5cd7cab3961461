#!/usr/bin/env bash
# The road on the examples: one report's ledger, a book of all of them, its incidents, and the workbench on them: in a
# terminal it is opened in the browser, elsewhere it is asked for one page.
# Usage: examples/demo.sh [FOLDER]; called by `make demo`, with tollbook on the path.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-build/demo}
book=$out/demo.book
rm -rf "$out"
mkdir -p "$out"

run() {
  printf '\n$ %s\n' "$*"
  "$@"
}

run tollbook read examples/retold-page.html

printf '\n$ python examples/as_jsonl.py > %s/texts.jsonl\n' "$out"
python examples/as_jsonl.py > "$out/texts.jsonl"
printf '$ python examples/as_jsonl.py examples/wave > %s/wave.jsonl\n' "$out"
python examples/as_jsonl.py examples/wave > "$out/wave.jsonl"
run tollbook add examples/*.html "$out/texts.jsonl" examples/wave/*.html "$out/wave.jsonl" --book "$book"
run tollbook incidents --book "$book"
# The incident that most reports tell of.
most='import json, sys; print(max(json.load(sys.stdin), key=lambda incident: incident["reports"])["id"])'
incident=$(tollbook incidents --book "$book" --format json | python -c "$most")
run tollbook show "$incident" --book "$book"
run tollbook verify --book "$book"

printf '\n$ tollbook read examples/retold-page.html --format html > %s/ledger.html\n' "$out"
tollbook read examples/retold-page.html --format html > "$out/ledger.html"
printf '\nThe page is %s/ledger.html, the book %s.\n' "$out" "$book"

if [ -t 0 ] && [ -t 1 ]; then
  printf '\nNow the same book as a workbench, in your browser; Ctrl-C ends it.\n'
  run tollbook serve --book "$book" --port 0
else
  printf '\n$ python examples/ask.py %s\n' "$book"
  python examples/ask.py "$book"
  printf 'To open it in your browser: tollbook serve --book %s\n' "$book"
fi
