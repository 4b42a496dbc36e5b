#!/usr/bin/env bash
# Style, types and promises about files; no test is run here.
set -eu
bin=.venv/bin; [ -d "$bin" ] || bin=.venv/Scripts
"$bin/ruff" check companion tests benchmarks scripts
"$bin/ruff" format --check --quiet companion tests benchmarks scripts
"$bin/mypy"
npm run --silent check
npm run --silent lint -- --output json >/dev/null || npm run --silent lint
"$bin/python" scripts/check_files.py
