#!/bin/bash
# Installs what `cargo xtask dist` made for this machine, each package into a place of its own where nothing else is,
# and runs the tour, the manual and a check from it.
#
#   tests/dist/run.sh                             packs target/debug/dossier before
#   tests/dist/run.sh FOLDER_OF_DIST [TRIPLE]     for the platform of that triple, by default this one
#
# With the name of an editor in EDITOR_CHECKS that tests/editors/run.sh knows, its checks run with the packed program too.
# Needs what a user of each package has: tar, node with npm, Python 3 with venv, dpkg-deb; to pack, cargo and strip.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
team=$here/../teams/ml-team
triple=${2:-$(rustc -vV | sed -n 's/^host: //p')}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$here/../../Cargo.toml" | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# = 0 ]; then
  # Nobody installs these, and without the names of functions they are packed in a third of the time.
  strip -o "$work/dossier" "$here/../../target/debug/dossier"
  cargo run --quiet --manifest-path "$here/../../Cargo.toml" --package xtask -- \
    dist --binary "$work/dossier" --without-vsix --out "$work/made" >"$work/log" || { cat "$work/log"; exit 1; }
  set -- "$work/made"
fi
made=$(readlink -f "$1")

case $triple in
  x86_64-*) npm=linux-x64 wheel=x86_64 debian=amd64 ;;
  aarch64-*) npm=linux-arm64 wheel=aarch64 debian=arm64 ;;
  *) echo "packages for $triple are not tried by this script" >&2; exit 2 ;;
esac
case $triple in *-gnu) npm=$npm-glibc static= ;; *-musl) npm=$npm-musl static=-static ;; esac

# works NAME PROGRAM: the program says the version that was packed, shows the tour, and checks a team.
works() {
  local name=$1 program=$2 said
  said=$("$program" --version | head -n 1)
  [ "$said" = "dossier $version" ] || { echo "FAILED  $name: it says $said"; exit 1; }
  "$program" tour >"$work/tour" || { cat "$work/tour"; echo "FAILED  $name: tour"; exit 1; }
  "$program" check "$team" >"$work/check" || [ $? = 1 ] || { cat "$work/check"; echo "FAILED  $name: check"; exit 1; }
  echo "passed  $name"
}

(cd "$made" && sha256sum --check --quiet SHA256SUMS)
echo "passed  the sums of all files"

mkdir "$work/archive"
tar -xzf "$made/dossier-$triple.tar.gz" -C "$work/archive"
works "the archive" "$work/archive/dossier-$triple/dossier"
for page in "$work/archive/dossier-$triple"/man/*.1; do
  [ -s "$page" ] || { echo "FAILED  $page is empty"; exit 1; }
done
bash -n "$work/archive/dossier-$triple/completions/dossier.bash"
(
  source "$work/archive/dossier-$triple/completions/dossier.bash"
  COMP_WORDS=(dossier che) COMP_CWORD=1 COMPREPLY=()
  _dossier dossier che dossier
  [ "${COMPREPLY[*]}" = check ] || { echo "FAILED  bash completes che to: ${COMPREPLY[*]}"; exit 1; }
)
echo "passed  the manual, and a completion in bash"

# A registry that nobody answers for: what is not among the files must not be fetched.
mkdir "$work/npm"
npm install --silent --no-audit --no-fund --prefix "$work/npm" --registry http://127.0.0.1:9 --fetch-retries 0 \
  "$made/dossier-ls-$version-npm-$npm.tgz" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
npm install --silent --no-audit --no-fund --prefix "$work/npm" --registry http://127.0.0.1:9 --fetch-retries 0 \
  "$made/dossier-ls-$version-npm.tgz" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
works "npm" "$work/npm/node_modules/.bin/dossier"
code=0
"$work/npm/node_modules/.bin/dossier" check "$work/nowhere" 2>"$work/log" || code=$?
[ $code = 2 ] || { echo "FAILED  npm: the exit code of the program, 2, became $code"; exit 1; }

python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check --no-index "$made"/dossier_ls-"$version"-*"$wheel"*.whl
works "PyPI" "$work/python/bin/dossier"

dpkg-deb --extract "$made/dossier-ls_$version${static}_$debian.deb" "$work/debian"
works "Debian" "$work/debian/usr/bin/dossier"
[ -s "$work/debian/usr/share/man/man1/dossier-check.1.gz" ] || { echo "FAILED  Debian: no manual"; exit 1; }

[ -z "${EDITOR_CHECKS:-}" ] || "$here/../editors/run.sh" "$work/debian/usr/bin/dossier" "$EDITOR_CHECKS"

if [ -f "$made/dossier.vsix" ]; then
  python3 - "$made" <<'PYTHON'
import glob, sys, zipfile

for path in glob.glob(sys.argv[1] + "/*.vsix"):
    names = zipfile.ZipFile(path).namelist()
    assert {"extension/out/extension.js", "extension/out/web.js"} <= set(names), path
    has_server = any(name.startswith("extension/server/dossier") for name in names)
    assert has_server != path.endswith("/dossier.vsix"), (path, names)
    # The one for all platforms has what a browser needs, if it was at hand.
    assert not (has_server and "extension/dossier.wasm" in names), (path, names)
PYTHON
  echo "passed  the extensions hold what they should"
fi
