#!/bin/bash
# The editor tests of a server that finds nothing: every one of them must fail, else they prove nothing.
#
#   tests/editors/control.sh [neovim] [helix] [vscode]
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
output=$(DOSSIER_EDITOR_PATIENCE=4 "$here/run.sh" "$here/silent-server" "$@")
echo "$output"
if grep -q '^0 passed, [1-9]' <<<"$output"; then
  echo "control: all failed, as they must"
else
  echo "control: a test passed without a server that answers"
  exit 1
fi
