# Two commands for everybody: `make run` and `make test`. The rest is for those who work on it.
.DEFAULT_GOAL := run
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
ONLY ?=
PORT ?= 8000
INPUTS ?= 100000
SEED ?=

.PHONY: run install test check bench fuzz browser openapi pictures requirements clean

$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

run: $(VENV)/.run ## everything a fresh machine needs, then the demo company on 127.0.0.1:8000 (PORT=8010: there)
	@exec $(BIN)/counterfoil serve --port $(PORT) $(if $(DATABASE_URL),,--demo)

install: $(VENV)/.run ## the environment alone, for an installation of your own

test: $(VENV)/.dev browser check ## everything, as CI runs it
	$(PYTEST) -n 2 --dist loadgroup tests

check: $(VENV)/.dev ## fast: style, types, import contracts, drift of migrations and OpenAPI, every test importable
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/djlint --check --lint --quiet src
	$(BIN)/lint-imports
	$(BIN)/python -m tests.drift
	@mkdir -p build; $(PYTEST) --quiet --collect-only tests > build/collected || { tail -n 30 build/collected; exit 1; }

bench: $(VENV)/.run ## how fast the line is, twice, against hand-written SQL; FULL=1: with a million orders too
	@$(BIN)/python -m bench --json build/bench.json $(if $(FULL),--orders 10000 1000000)

fuzz: $(VENV)/.dev ## every reader of files against INPUTS nearly right ones (SEED=7: the same again); `make test` takes 2,000
	@$(BIN)/python -m tests.fuzz --inputs $(INPUTS) --seed "$(SEED)"

browser: $(VENV)/.dev ## what browser tests need
	@bash tests/browser/install.sh $(BIN)

openapi: $(VENV)/.dev ## write the committed OpenAPI document anew
	$(BIN)/python -m tests.drift --write

pictures: $(VENV)/.dev browser ## screenshots of every page, phone and desktop, light and dark
	$(BIN)/python -m tests.browser.pictures

requirements: $(VENV)/.dev ## statement and tests side by side; ONLY="34 43" exits 1 if one has no test
	@$(BIN)/python -m tests.requirements --only "$(ONLY)"

clean: ## remove the environment
	rm -rf $(VENV)
