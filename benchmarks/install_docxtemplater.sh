#!/bin/sh
# Installs docxtemplater into .node/docxtemplater, for benchmarks/render.py alone, and says why where it cannot.
# Use: benchmarks/install_docxtemplater.sh
set -u
cd "$(dirname "$0")/.."

folder=.node/docxtemplater
packages="docxtemplater@3.71.0 pizzip@3.3.0"

ls "$folder/node_modules/docxtemplater/package.json" >/dev/null 2>&1 && exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "docxtemplater skipped (no npm on this machine)"
    exit 0
fi
mkdir -p "$folder"
# shellcheck disable=SC2086 - two packages, two words
npm install --prefix "$folder" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel error \
    $packages || echo "docxtemplater skipped (npm could not install it)"
