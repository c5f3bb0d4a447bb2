// Opens a team in real VS Code with the Dossier extension; the probe extension inside asks for each feature,
// and then keys and mouse do what the API can't. Of a team in repositories.json, only what is asked there.
//
// usage: node test.mjs CODE_SERVER DOSSIER.vsix PROBE.vsix DOSSIER_BINARY TEAM TEAMS

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checks as grammarChecks } from "./grammar.mjs";
import { probed, run } from "./probed.mjs";
import { checks as troubleChecks } from "./trouble.mjs";
import { checks } from "./ui.mjs";

const [codeServer, dossier, probe, binary, team, teams] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dossier-probe-"));
const workspace = path.join(teams, team);
const repository = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "repositories.json"), "utf8"))[team];

let report = "";
try {
  const options = { codeServer, extensions: [dossier, probe], workspace, binary, folder };
  report += await probed({ ...options, repository, checks: repository ? {} : checks });
  if (!repository) {
    report += await run(troubleChecks, { codeServer, extensions: [dossier], workspace, binary, folder });
    report += await run(grammarChecks, { codeServer, extension: unpacked(dossier, folder) });
  }
} finally {
  fs.rmSync(folder, { recursive: true });
}
console.log(report);
process.exit(report.includes("FAILED") ? 1 : 0);

/** The folder of the extension in its package. */
function unpacked(vsix, folder) {
  execFileSync("python3", ["-m", "zipfile", "-e", vsix, path.join(folder, "unpacked")]);
  return path.join(folder, "unpacked/extension");
}
