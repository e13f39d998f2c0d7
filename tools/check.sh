#!/bin/sh
# Every check in the order of its cost; stops at the first that fails and names it.
# Use: tools/check.sh lint    all but the tests
#      tools/check.sh all     and the tests, whose closing line is the last thing printed
set -eu
cd "$(dirname "$0")/.."
PATH="$(pwd)/.venv/bin:$PATH"
# Far from Japan on purpose: a call that asks for the local time shows itself.
TZ=America/New_York
export PATH TZ

step() {
    name=$1
    shift
    echo "== $name"
    "$@" || { echo "FAILED: $name  ($*)" >&2; exit 1; }
}

step "ruff check" ruff check --quiet .
step "ruff format" ruff format --check --quiet .
step "mypy" mypy --no-error-summary
step "layers and doors" lint-imports --no-logo
for generator in tools/build_model.py tools/build_docs.py; do
    if [ -f "$generator" ]; then
        step "fresh: $generator" python "$generator" --check
    fi
done
[ "${1:-all}" = lint ] && exit 0
echo "== tests"
# Tests of one file share what is dear to make (a wheel, a clean environment, the site) and run in one process.
exec python -m pytest --numprocesses 2 --dist loadfile
