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
# A third of the time of an installation; Python compiles what it uses at the first import.
export PIP_NO_COMPILE := 1
# Some containers forbid that; then every start would compile all libraries anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: start demo test check extension build sbom lock browsers clean

start: $(VENV)/.runtime
	$(BIN)/kontakt start

demo: $(VENV)/.runtime
	$(BIN)/kontakt demo

test: $(VENV)/.test node_modules/.installed browsers
	@bash scripts/test.sh

extension:
	@$(PYTHON) scripts/require_python.py
	@$(PYTHON) scripts/build_extension.py

# The one-folder program, from libraries that were checked by their hashes and nothing else.
build: build/venv/.ready
	build/venv/$(notdir $(BIN))/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller \
	  packaging/kontakt.spec

# What the program is made of: name, version, licence of every library (CycloneDX).
sbom: build/venv/.ready build/runtime/.ready
	@mkdir -p dist
	build/venv/$(notdir $(BIN))/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
	  --output-file dist/kontakt.cdx.json build/runtime

build/venv/.ready: requirements-build.lock pyproject.toml
build/runtime/.ready: requirements.lock pyproject.toml
build/venv/.ready build/runtime/.ready:
	@$(PYTHON) scripts/require_python.py
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/$(notdir $(BIN))/python -m pip install --quiet --no-deps --require-hashes -r $<
	$(@D)/$(notdir $(BIN))/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

check: $(VENV)/.test node_modules/.installed
	@bash scripts/check.sh

$(VENV)/bin/python $(VENV)/Scripts/python.exe:
	@$(PYTHON) scripts/require_python.py
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Lade und prüfe die Bibliotheken; beim ersten Mal dauert das ein bis drei Minuten."
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.runtime
	@echo "Lade und prüfe die Bibliotheken der Tests; das dauert noch einmal so lange."
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
	  --quiet --extra test --extra window-qt -c requirements.lock -o requirements-test.lock pyproject.toml scripts/build-requirements.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --quiet --extra build -c requirements-test.lock -o requirements-build.lock pyproject.toml scripts/build-requirements.in
	@! grep -nE 'https?://' requirements.lock requirements-test.lock requirements-build.lock

clean:
	rm -rf $(VENV) node_modules build dist
