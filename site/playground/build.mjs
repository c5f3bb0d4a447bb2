// Builds the playground's pages: build.mjs MODULE OUT, with the WebAssembly module and the folder to write into.

import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const [module, out] = process.argv.slice(2).map((it) => path.resolve(it));
if (out === undefined) {
  throw new Error("build.mjs MODULE OUT");
}
const drawing = path.join(here, "../../server/ide/src/drawing");
const read = (...parts) => fs.readFileSync(path.join(...parts), "utf8");
const write = (name, text) => fs.writeFileSync(path.join(out, name), text);

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });

await build({
  entryPoints: [path.join(here, "src/main.js")],
  outfile: path.join(out, "main.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  logLevel: "warning",
});
for (const name of ["index.html", "style.css", "editor.css", "picture-host.css", "picture-host.js"]) {
  fs.copyFileSync(path.join(here, name), path.join(out, name));
}
fs.copyFileSync(module, path.join(out, "dossier.wasm"));

// The page of the picture, from the parts that `dossier graph` compiles in, in the order that it says.
const scripts = [...read(drawing, "page.rs").matchAll(/include_str!\("page\/(\w+\.js)"\)/g)].map((it) => it[1]);
write("picture.js", scripts.map((name) => read(drawing, "page", name)).join(""));
write("picture.css", read(drawing, "page/picture.css"));
write("page.css", read(drawing, "page/page.css"));
write("picture.html", `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'">
  <title>The picture of the team</title>
  <link rel="stylesheet" href="picture.css">
  <link rel="stylesheet" href="page.css">
  <link rel="stylesheet" href="picture-host.css">
</head>
<body>
${read(drawing, "page/body.html").replace("<!--drawing-->", "")}
<script src="picture-host.js"></script>
<script src="picture.js"></script>
</body>
</html>
`);

const sample = path.join(here, "sample");
const files = fs.readdirSync(sample, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const texts = files.map((entry) => {
  const whole = path.join(entry.parentPath, entry.name);
  return [path.relative(sample, whole).replaceAll("\\", "/"), read(whole)];
});
write("sample.json", JSON.stringify(Object.fromEntries(texts.sort()), null, 1));
