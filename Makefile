# make start | make test | make demo – each works on a machine with Python 3.11 (and Node 20 for make test).
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN    := $(VENV)/Scripts
endif
CI     ?= false
export CI
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: start demo test check extension lock browsers clean

start: $(VENV)/.runtime
	$(BIN)/kontakt start

demo: $(VENV)/.runtime
	$(BIN)/kontakt demo

test: $(VENV)/.test node_modules/.installed browsers
	@bash scripts/test.sh

extension:
	@$(PYTHON) scripts/require_python.py
	@$(PYTHON) scripts/build_extension.py

check: $(VENV)/.test node_modules/.installed
	@bash scripts/check.sh

$(VENV)/bin/python $(VENV)/Scripts/python.exe:
	@$(PYTHON) scripts/require_python.py
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-test.lock
	@touch $@

node_modules/.installed: package.json package-lock.json
	@bash scripts/require_node.sh
	npm ci --ignore-scripts --silent
	@touch $@

browsers:
	@bash scripts/install_browsers.sh

# Everything is in the lock, so pip resolves nothing (--no-deps): a newer release of a library changes nothing here.
# The lock files carry hashes only, never an address (docs/decisions/0002-dependencies.md).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --quiet -c scripts/constraints.txt -o requirements.lock pyproject.toml scripts/build-requirements.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --quiet --extra test -c requirements.lock -o requirements-test.lock pyproject.toml scripts/build-requirements.in
	@! grep -nE 'https?://' requirements.lock requirements-test.lock

clean:
	rm -rf $(VENV) node_modules build dist
