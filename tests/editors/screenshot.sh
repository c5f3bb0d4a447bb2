#!/bin/bash
# Takes the pictures of editors/vscode/images: VS Code with the agents of tests/teams/ml-team.
#
#   tests/editors/screenshot.sh DOSSIER_BINARY
#
# Needs pngquant (a package of Debian): every user of the extension downloads these pictures.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$here/versions.sh"
[ $# = 1 ] && [ -x "$1" ] || { echo "usage: $0 DOSSIER_BINARY" >&2; exit 2; }

command -v pngquant >/dev/null || { echo "pngquant is not there" >&2; exit 2; }
"$here/install.sh" vscode
"$here/vscode/build.sh" >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/tests/teams/ml-team" "$work/ml-team"
mkdir "$work/images"
"$NODE_HOME/bin/node" "$CACHE/vscode-driver/screenshot.mjs" "$CODE_SERVER" "$CACHE/dossier.vsix" \
  "$(readlink -f "$1")" "$work/ml-team" "$work/images"
# 256 colours each, and no dots where others were: a third of the bytes, and nobody sees it.
pngquant --force --ext .png --strip --speed 1 --nofs --quality 90-100 "$work/images"/*.png
mv "$work/images"/*.png "$root/editors/vscode/images/"
