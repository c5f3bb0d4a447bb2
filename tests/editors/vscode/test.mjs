// Opens a workspace in real VS Code with the Dossier extension; the probe extension inside asks for each feature,
// and then keys and mouse do what the API can't.
//
// usage: node test.mjs CODE_SERVER DOSSIER.vsix PROBE.vsix DOSSIER_BINARY WORKSPACE

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checks as grammarChecks } from "./grammar.mjs";
import { checks as troubleChecks } from "./trouble.mjs";
import { checks } from "./ui.mjs";
import { openVsCode, until } from "./vscode.mjs";

const [codeServer, dossier, probe, binary, workspace] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dossier-probe-"));
const result = path.join(folder, "result.txt");

const code = await openVsCode({
  codeServer,
  extensions: [dossier, probe],
  workspace,
  binary,
  environment: { DOSSIER_PROBE_RESULT: result },
});
let report;
try {
  await until(() => fs.existsSync(result), 180_000).catch((error) => {
    throw new Error(`${fs.readFileSync(`${result}.part`, "utf8")}\n${error.message}`);
  });
  report = fs.readFileSync(result, "utf8");
  report += await run(checks, code.page, workspace);
  if (report.includes("FAILED")) {
    // What it looks like in the end.
    const picture = path.join(os.tmpdir(), "dossier-vscode-failed.png");
    await code.page.screenshot({ path: picture });
    report += `\nsee ${picture}\nOutput of the Dossier extension:\n${code.dossierLog()}`;
  }
} finally {
  await code.close();
}
try {
  report += await run(troubleChecks, { codeServer, extensions: [dossier], workspace, binary, folder });
  report += await run(grammarChecks, { codeServer, extension: unpacked(dossier, folder) });
} finally {
  fs.rmSync(folder, { recursive: true });
}
console.log(report);
process.exit(report.includes("FAILED") ? 1 : 0);

/** Runs each check, and reports a line each. */
async function run(checks, ...options) {
  let report = "";
  for (const [name, check] of Object.entries(checks)) {
    report += await check(...options).then(
      () => `ok  ${name}\n`,
      (error) => `FAILED  ${name}: ${String(error).replaceAll("\n", " ").slice(0, 300)}\n`,
    );
  }
  return report;
}

/** The folder of the extension in its package. */
function unpacked(vsix, folder) {
  execFileSync("python3", ["-m", "zipfile", "-e", vsix, path.join(folder, "unpacked")]);
  return path.join(folder, "unpacked/extension");
}
