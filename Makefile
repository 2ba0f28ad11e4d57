# The commands that matter: `make demo`, `make quick` while you work, `make test`; `make docs` builds the documentation.
# Each sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A worker takes a whole file, so that its browser and its models are made once.
PARALLEL := --numprocesses=auto --dist=loadfile --no-loadscope-reorder

.PHONY: demo test quick release docs lint types unit fast format clean

demo: $(VENV)/installed
	@$(BIN)/align run texts
	@echo
	@echo "Open texts/build/report.html in a browser, and texts/build/fr-en.tmx in your CAT tool."

test: lint types unit

quick: lint types fast

# A broken link fails.
docs: $(VENV)/installed-docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "Open build/site/index.html in a browser."

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/installed-dev
	$(BIN)/mypy

unit: $(VENV)/installed-dev
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term:skip-covered

fast: $(VENV)/installed-dev
	$(BIN)/python -m pytest $(PARALLEL) --hypothesis-profile=quick -m "not slow and not browser and not omegat"

release: $(VENV)/installed-dev
	.ci/release $(BIN)/python

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) texts/build build dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "align needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@# As pip does with what it copies: or else the first run would.
	$(BIN)/python -m compileall -q align
	@touch $@

$(VENV)/installed-docs: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group docs
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@
