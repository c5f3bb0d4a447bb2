#!/bin/bash
# Drives each real editor against a Dossier binary, on copies of tests/teams.
#
#   tests/editors/run.sh DOSSIER_BINARY [neovim] [helix] [emacs] [vscode]      (all, when none is named)
#
# VS Code is tried in a browser too, where no server runs, if $DOSSIER_MODULE is there: the WebAssembly module, by
# default where `cargo xtask playground` puts it.
#
# The editors come from install.sh, which this script calls. The editors' settings are the ones in editors/.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$here/versions.sh"

[ $# -ge 1 ] && [ -x "$1" ] || { echo "usage: $0 DOSSIER_BINARY [neovim] [helix] [emacs] [vscode]" >&2; exit 2; }
binary=$(readlink -f "$1")
shift
editors=" ${*:-neovim helix emacs vscode} "
"$here/install.sh" $editors

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$binary" "$work/bin/dossier"
export PATH=$work/bin:$PATH
# Whatever is started from here on has this in its environment, and so has what that starts.
export DOSSIER_EDITORS_RUN=$work

passed=0 failures=()
# check NAME COMMAND...: runs COMMAND with a fresh copy of the teams as its last argument. An editor on a busy
# machine now and then misses a key, so one that fails is tried twice more (a terminal editor tries by itself, too, for
# each check). Only what a failed try printed is shown, and the last word on each that failed comes at the end, where
# a shortened log still has it.
check() {
  local name=$1 start status try
  shift
  for try in $(seq "${DOSSIER_EDITOR_TRIES:-3}"); do
    start=$SECONDS status=passed
    rm -rf "$work/teams"
    cp -r "$root/tests/teams" "$work/teams"
    timeout 300 "$@" "$work/teams" >"$work/log" 2>&1 || status=FAILED
    echo "$status  $name ($((SECONDS - start)) s, try $try, $(grep -c '^ok ' "$work/log") ok)"
    if [ $status = passed ]; then
      passed=$((passed + 1))
      return
    fi
    sed 's/^/    /' "$work/log"
  done
  failures+=("$name: $(grep -A 3 '^FAILED' "$work/log" || tail -n 4 "$work/log")")
}

# still_running: the command lines of what was started here and has not ended.
still_running() {
  local process
  for process in /proc/[0-9]*; do
    grep -qsz "^DOSSIER_EDITORS_RUN=$work\$" "$process/environ" || continue
    { tr '\0' ' ' <"$process/cmdline" && echo; } 2>/dev/null || true
  done
}

case $editors in *" neovim "*)
  for nvim in "$CACHE"/bin/*/nvim "$CACHE/neovim-wheel/bin/nvim"; do
    check "$("$nvim" --version | head -n 1)" python3 "$here/neovim/test.py" "$nvim"
  done ;;
esac

case $editors in *" helix "*)
  for helix in "$CACHE"/bin/*/hx; do
    check "$("$helix" --version)" python3 "$here/helix/test.py" "$helix"
  done ;;
esac

case $editors in *" emacs "*)
  check "$("$CACHE/bin/emacs/emacs" --version | head -n 1)" python3 "$here/emacs/test.py" "$CACHE/bin/emacs/emacs" ;;
esac

case $editors in *" vscode "*)
  export DOSSIER_MODULE=${DOSSIER_MODULE:-$root/target/site/playground/dossier.wasm}
  "$here/vscode/build.sh" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
  for team in ml-team $(python3 -c 'import json, sys; print(*json.load(open(sys.argv[1])))' "$here/repositories.json"); do
    check "VS Code (code-server $CODE_SERVER_VERSION) with $team" "$NODE_HOME/bin/node" "$CACHE/vscode-driver/test.mjs" \
      "$CODE_SERVER" "$CACHE/dossier.vsix" "$CACHE/probe.vsix" "$binary" "$team"
  done
  if [ -e "$CACHE/dossier-web.vsix" ]; then
    check "VS Code in the browser" "$NODE_HOME/bin/node" "$CACHE/vscode-driver/web.mjs" "$CODE_SERVER" \
      "$CACHE/dossier-web.vsix" "$CACHE/virtual.vsix"
  else
    echo "skipped  VS Code in the browser (no module: cargo xtask playground builds it)"
  fi
  check "the page of a picture in Chromium" "$NODE_HOME/bin/node" "$CACHE/vscode-driver/picture.mjs" "$binary" ;;
esac

# Those that were told to end have a moment for it.
for _ in $(seq 20); do
  left=$(still_running)
  [ -z "$left" ] && break
  sleep 0.5
done
if [ -n "$left" ]; then failures+=("these are still running: $left"); fi

echo
for failure in "${failures[@]}"; do echo "FAILED  $failure"; done
echo "$passed passed, ${#failures[@]} failed"
[ ${#failures[@]} = 0 ]
