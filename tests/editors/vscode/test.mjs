// Opens a workspace in real VS Code with the Dossier extension; the probe extension inside asks for each feature,
// and then keys and mouse do what the API can't.
//
// usage: node test.mjs CODE_SERVER DOSSIER.vsix PROBE.vsix DOSSIER_BINARY WORKSPACE

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
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
  for (const [name, check] of Object.entries(checks)) {
    report += await check(code.page, workspace).then(
      () => `ok  ${name}\n`,
      (error) => `FAILED  ${name}: ${error.message.split("\n")[0]}\n`,
    );
  }
  if (report.includes("FAILED")) {
    // What it looks like in the end.
    const picture = path.join(os.tmpdir(), "dossier-vscode-failed.png");
    await code.page.screenshot({ path: picture });
    report += `\nsee ${picture}\nOutput of the Dossier extension:\n${code.dossierLog()}`;
  }
} finally {
  await code.close();
  fs.rmSync(folder, { recursive: true });
}
console.log(report);
process.exit(report.includes("FAILED") ? 1 : 0);
