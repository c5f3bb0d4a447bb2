#!/bin/bash
# Takes the pictures of editors/vscode/images: VS Code with the agents of tests/teams/ml-team.
#
#   tests/editors/screenshot.sh DOSSIER_BINARY
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$here/versions.sh"
[ $# = 1 ] && [ -x "$1" ] || { echo "usage: $0 DOSSIER_BINARY" >&2; exit 2; }

"$here/install.sh" vscode
"$here/vscode/build.sh" >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/tests/teams/ml-team" "$work/ml-team"
mkdir "$work/images"
"$NODE_HOME/bin/node" "$CACHE/vscode-driver/screenshot.mjs" "$CODE_SERVER" "$CACHE/dossier.vsix" \
  "$(readlink -f "$1")" "$work/ml-team" "$work/images"
mv "$work/images"/*.png "$root/editors/vscode/images/"
