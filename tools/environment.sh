#!/bin/sh
# Brings .venv to the state that this checkout asks for and does nothing when it is there already.
# Use: tools/environment.sh demo|test          (PYTHON=/some/python chooses the interpreter)
set -eu
cd "$(dirname "$0")/.."
kind=${1:?demo or test}

runs() { "$@" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3 python; do
        if runs "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "medsla needs Python 3.11 or newer; none was found. Install it, or name it: make $kind PYTHON=/path/to/python" >&2
    return 1
}

make_venv() {
    python=$(find_python)
    echo "making .venv with $("$python" --version)"
    log=$(mktemp)
    if ! "$python" -m venv --clear .venv >"$log" 2>&1; then
        # Debian keeps venv's own pip in a package of its own.
        tools/install_debian.sh "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        "$python" -m venv --clear .venv >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    fi
    rm -f "$log"
}

in_venv() { .venv/bin/python "$@"; }

# A checkout that was moved, another interpreter or other pins all change this line.
wanted() {
    echo "$(pwd) $(in_venv -c 'import sys; print(sys.version)' | tr '\n' ' ') $(cat pyproject.toml constraints.txt | cksum)"
}

healthy() { runs .venv/bin/python && in_venv -m pip --version >/dev/null 2>&1; }

current() {
    for stamp in "$@"; do
        if [ "$(cat ".venv/medsla-$stamp.stamp" 2>/dev/null)" = "$(wanted)" ]; then
            return 0
        fi
    done
    return 1
}

healthy || make_venv
case $kind in
demo)
    # An environment for the tests has all that the demo needs.
    current demo test && exit 0
    set -- -e '.[excel,calendar,report]'
    ;;
test)
    current test && exit 0
    set -- -e '.[excel,calendar,report,notebook,redline,appendix,fast]' --group dev --group docs --group notebooks
    ;;
*)
    echo "unknown environment: $kind" >&2
    exit 2
    ;;
esac
echo "installing into .venv (once; a few minutes when nothing is cached)"
# Dependency groups need pip 25.1; the pip that a new venv brings along may be older.
in_venv -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'
in_venv -m pip install -qq --disable-pip-version-check --constraint constraints.txt "$@"
wanted >".venv/medsla-$kind.stamp"
