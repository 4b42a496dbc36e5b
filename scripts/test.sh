#!/usr/bin/env bash
# Everything: checks, Python tests, extension tests, real-browser tests.
set -eu
bin=.venv/bin; [ -d "$bin" ] || bin=.venv/Scripts
status=0
# Both use one core only.
bash scripts/check.sh & checks=$!
npm run --silent test || status=$?
wait "$checks" || status=$?
[ "$status" = 0 ] || exit "$status"
# The tests of a file stay together, so that they can share a browser and a companion; long files come first. One process
# more than cores: much of the time of one is waiting for a browser.
workers=$("$bin/python" -c "import os; print((os.cpu_count() or 1) + 1)")
"$bin/python" -m pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder
