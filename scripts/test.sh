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
# One process per core; the tests of a file stay together, so that they can share a browser and a companion; files with
# long tests come first, so that no core waits for another's at the end.
"$bin/python" -m pytest -q -n auto --dist loadfile --no-loadscope-reorder
