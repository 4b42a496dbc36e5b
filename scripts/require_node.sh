#!/usr/bin/env bash
# Stops with a helpful sentence when Node.js is missing or too old.
set -eu
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Für die Tests der Erweiterung fehlt Node.js 20.19 oder neuer (mit npm). Bitte installieren und 'make test' wiederholen." >&2
  exit 1
fi
node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)' || {
  echo "Node.js $(node --version) ist zu alt, gebraucht wird 20.19 oder neuer." >&2
  exit 1
}
