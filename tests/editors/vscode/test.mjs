// Opens teams in real VS Code with the Dossier extension; the probe extension inside asks for each feature,
// and then keys and mouse do what the API can't.
//
// usage: node test.mjs CODE_SERVER DOSSIER.vsix PROBE.vsix DOSSIER_BINARY TEAMS

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checks as grammarChecks } from "./grammar.mjs";
import { checks as troubleChecks } from "./trouble.mjs";
import { checks } from "./ui.mjs";
import { openVsCode, until } from "./vscode.mjs";

const [codeServer, dossier, probe, binary, teams] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dossier-probe-"));
const workspace = path.join(teams, "ml-team");
const repositories = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "repositories.json"), "utf8"));

let report = "";
try {
  report += await probed(workspace, {}, checks);
  for (const [team, repository] of Object.entries(repositories)) {
    const environment = { DOSSIER_PROBE_REPOSITORY: JSON.stringify(repository) };
    const lines = await probed(path.join(teams, team), environment, {});
    report += lines.replaceAll(/^(ok|FAILED)  /gm, `$1  ${team}: `);
  }
  report += await run(troubleChecks, { codeServer, extensions: [dossier], workspace, binary, folder });
  report += await run(grammarChecks, { codeServer, extension: unpacked(dossier, folder) });
} finally {
  fs.rmSync(folder, { recursive: true });
}
console.log(report);
process.exit(report.includes("FAILED") ? 1 : 0);

/** Opens a workspace, and reports what the probe says of it, and then the checks by keys and mouse. */
async function probed(workspace, environment, checks) {
  const result = path.join(folder, `${path.basename(workspace)}.txt`);
  const code = await openVsCode({
    codeServer,
    extensions: [dossier, probe],
    workspace,
    binary,
    environment: { ...environment, DOSSIER_PROBE_RESULT: result },
  });
  try {
    await until(() => fs.existsSync(result), 180_000).catch((error) => {
      throw new Error(`${fs.readFileSync(`${result}.part`, "utf8")}\n${error.message}`);
    });
    let report = fs.readFileSync(result, "utf8");
    report += await run(checks, code.page, workspace);
    if (report.includes("FAILED")) {
      // What it looks like in the end.
      const picture = path.join(os.tmpdir(), "dossier-vscode-failed.png");
      await code.page.screenshot({ path: picture });
      report += `\nsee ${picture}\nOutput of the Dossier extension:\n${code.dossierLog()}`;
    }
    return report;
  } finally {
    await code.close();
  }
}

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
