# Everything a newcomer, a contributor and CI do here. `make` alone lists it.
# Needs: bash, make, git and Python 3.11 or newer with pip.

VENV := .venv
BIN  := $(VENV)/bin
OUT  := build/demo

.DEFAULT_GOAL := help
.PHONY: help setup browser modules workbench same demo lint test check constraints picture screenshots clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

setup: $(VENV)/.ready ## make .venv with everything that constraints.txt pins (nothing to do the second time)

$(VENV)/.ready: pyproject.toml constraints.txt .ci/setup
	@.ci/setup $(VENV)
	@touch $@

browser: ## install Chromium where it is missing: the tests open the HTML ledger in a real browser
	@.ci/browser

modules: ## install what builds and examines the workbench's scripts, where there is Node
	@.ci/workbench modules

workbench: ## build the workbench's scripts and styles anew into the package (needs Node)
	@.ci/workbench build

demo: setup ## read the examples into a book, show a ledger and its incidents, and open the workbench on it
	@PATH="$(CURDIR)/$(BIN):$$PATH" examples/demo.sh $(OUT)

lint: setup ## formatting, lint, types, and who may import whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup browser modules ## the whole suite
	$(BIN)/pytest

same: ## check that the bundle in the package is what its source gives (where there is Node)
	@.ci/workbench same

check: lint same test ## what CI runs

constraints: setup ## pin anew what setup installs, after a change of the dependencies
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra serve --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade --quiet -o constraints.txt

picture: setup ## draw the README's picture and write the reference of the commands anew
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/generate.py

screenshots: setup browser ## take each view of the workbench into build/screens, and the four of README and docs
	$(BIN)/python docs/screens.py

clean: ## remove what the commands above built, the environment apart
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
