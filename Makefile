# Everything on a fresh machine that has Python 3.11+ with venv, and make.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: run test bench lint

run: .venv/.run
	$(BIN)/python -m diggs_analytics serve

# DIGGS_REQUIRE_BROWSER=1 makes a missing browser a failure instead of a named skip.
test: .venv/.test
	$(BIN)/python -m pytest -n 2 --dist loadgroup -rs

bench: .venv/.test
	$(BIN)/python -m benchmarks

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# uv installs in seconds what takes pip most of a minute.
$(BIN)/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/.run: requirements.txt | $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.txt
	@touch $@

.venv/.test: requirements.txt requirements-dev.txt | $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt
	@touch $@
