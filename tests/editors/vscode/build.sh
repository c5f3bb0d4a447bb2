#!/bin/bash
# Packages the extension (editors/vscode) and the probe into the cache folder, leaving the source folders alone.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
extension=$here/../../../editors/vscode
source "$here/../versions.sh"
export PATH=$NODE_HOME/bin:$PATH npm_config_update_notifier=false npm_config_audit=false npm_config_fund=false

root=$(cd "$here/../../.." && pwd)
copy=$CACHE/vscode-extension
build=$copy/editors/vscode
mkdir -p "$build" "$copy/grammars" "$copy/server/browser"
rm -rf "$build/src" "$build/dossier.wasm" "$copy/grammars/textmate" "$copy/server/browser/client"
cp -r "$root/grammars/textmate" "$copy/grammars"
cp -r "$root/server/browser/client" "$copy/server/browser"
(cd "$extension" && cp -r src images package.json package-lock.json tsconfig.json .npmrc .vscodeignore README.md CHANGELOG.md LICENSE icon.png "$build")
cd "$build"
cmp -s package-lock.json node_modules/installed.json || {
  npm ci
  cp package-lock.json node_modules/installed.json
}
npm run package
node_modules/.bin/tsc -p "$root/server/ide/src/drawing/page"
cp dossier.vsix "$CACHE/dossier.vsix"

# A copy for VS Code's worker: without `main`, that is where it runs.
rm -f "$CACHE/dossier-web.vsix"
if [ -e "${DOSSIER_MODULE:-}" ]; then
  cp "$DOSSIER_MODULE" dossier.wasm
  cp package.json package.whole.json
  node -e 'const fs = require("fs"), all = JSON.parse(fs.readFileSync("package.json")); delete all.main; fs.writeFileSync("package.json", JSON.stringify(all))'
  npm exec -- vsce package --no-dependencies --allow-missing-repository --no-rewrite-relative-links --out "$CACHE/dossier-web.vsix"
  mv package.whole.json package.json
fi

cd "$here/probe"
"$build/node_modules/.bin/vsce" package --no-dependencies --allow-missing-repository --skip-license --out "$CACHE/probe.vsix"
cd "$here/virtual"
"$build/node_modules/.bin/vsce" package --no-dependencies --allow-missing-repository --skip-license --out "$CACHE/virtual.vsix"

cp "$here"/*.mjs "$here/../picture.mjs" "$here/../repositories.json" "$CACHE/vscode-driver/"
