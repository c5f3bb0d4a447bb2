#!/bin/bash
# Makes docs/images/tour.gif: a short film of VS Code with the agents of tests/teams/ml-team.
#
#   tests/editors/film.sh DOSSIER_BINARY      (best on a machine that does nothing else)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$here/versions.sh"
[ $# = 1 ] && [ -x "$1" ] || { echo "usage: $0 DOSSIER_BINARY" >&2; exit 2; }
command -v ffmpeg >/dev/null || { echo "$0: ffmpeg is missing; Debian's package has its name" >&2; exit 1; }

"$here/install.sh" vscode
"$here/vscode/build.sh" >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/tests/teams/ml-team" "$work/ml-team"
mkdir "$work/frames"
"$NODE_HOME/bin/node" "$CACHE/vscode-driver/film.mjs" "$CODE_SERVER" "$CACHE/dossier.vsix" \
  "$(readlink -f "$1")" "$work/ml-team" "$work/frames"
# One palette for all of it, and of each picture only what differs from the one before.
ffmpeg -y -loglevel error -f concat -i "$work/frames/frames.txt" -fps_mode vfr -vf \
  "split[a][b];[a]palettegen=max_colors=96:stats_mode=diff[p];[b][p]paletteuse=dither=none:diff_mode=rectangle" \
  "$root/docs/images/tour.gif"
