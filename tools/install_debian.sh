#!/bin/sh
# Installs the Debian packages that tests of pages and screens want, where that is possible, and says what it
# skipped and why. Never fails for want of one: the tests that need it are skipped with their reason.
# Use: tools/install_debian.sh [PACKAGE…]
set -u
if [ $# -eq 0 ]; then
    # Word pages, spreadsheets, Japanese fonts, pages as pictures, HTML in a real browser
    set -- libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk poppler-utils chromium
fi

installed() { dpkg-query --show --showformat '${Status}\n' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

# The full LibreOffice serves as well as the one without windows.
served() {
    case $1 in
    libreoffice-*-nogui) installed "$1" || installed "${1%-nogui}" ;;
    *) installed "$1" ;;
    esac
}

if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
    echo "Debian packages skipped (no apt-get on this machine): $*"
    exit 0
fi
missing=
for package in "$@"; do
    served "$package" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "Debian packages skipped (not root):$missing"
    echo "  as root: apt-get install --no-install-recommends$missing"
    exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
echo "installing Debian packages:$missing"
if ! apt-get update >"$log" 2>&1; then
    echo "  apt-get update failed, trying with the lists at hand: $(tail -n 1 "$log")"
fi
for package in $missing; do
    # One by one, so that one package that is not to be had does not take the others with it.
    if ! apt-get install --yes --no-install-recommends "$package" >"$log" 2>&1; then
        echo "Debian package skipped (apt-get could not install it): $package: $(tail -n 1 "$log")"
    fi
done
exit 0
