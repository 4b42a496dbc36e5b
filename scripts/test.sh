#!/usr/bin/env bash
# Everything: checks, Python tests, extension tests, real-browser tests.
set -eu
bin=.venv/bin; [ -d "$bin" ] || bin=.venv/Scripts
bash scripts/check.sh
npm run --silent test
"$bin/python" -m pytest -q
