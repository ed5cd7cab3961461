#!/usr/bin/env bash
# Rebuild the language model that the package ships, from the corpora to its figures.
#   bash training/rebuild.sh CORPORA GOLD.jsonl [GOLD.jsonl ...]
# CORPORA holds treebanks/, ner/, polnear.tar.gz and reports.jsonl.gz (docs/sources.md); GOLD are annotated reports, read
# beside those of training/annotations. Takes about four hours on one core. Stopped and run again, it goes on after the last
# epoch that it finished; `rm -r training/work` to start afresh.
set -euo pipefail
if [ $# -lt 2 ]; then sed -n '2,6p' "$0" >&2; exit 2; fi
corpora=$1; shift
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$here/work/venv/bin/python" ]; then
  echo "Making training/work/venv with PyTorch (once)"
  python3 -m venv "$here/work/venv"
  "$here/work/venv/bin/pip" install --quiet -e "$here/..[train]"
fi
python="$here/work/venv/bin/python"
"$python" "$here/train.py" --corpora "$corpora" --gold "$@"
"$python" "$here/export.py"
"$python" "$here/evaluate.py" --corpora "$corpora"
