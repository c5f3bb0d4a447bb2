#!/bin/bash
# The editor tests of a server that finds nothing: every one of them must fail, else they prove nothing.
#
#   tests/editors/control.sh [neovim] [helix] [emacs] [vscode]
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# In a browser there is no server that could find nothing.
output=$(DOSSIER_MODULE=none DOSSIER_EDITOR_PATIENCE=3 "$here/run.sh" "$here/silent-server" "$@")
echo "$output"

# Checks of an editor's own settings, which hold without any server.
own='help is there|agent files have a language|other markdown stays|headings have colours|front matter has colours'
# In VS Code, one check after the other is about one window, and some need no server; there all of them count as one.
passed=$(awk '/^(passed|FAILED)  /{editor=$2} /^    ok  / && editor != "VS"' <<<"$output" | grep -vE "$own")
if [ -z "$passed" ] && grep -q '^0 passed, [1-9]' <<<"$output"; then
  echo "control: all failed, as they must"
else
  echo "control: passed without a server that answers:"
  echo "$passed"
  exit 1
fi
