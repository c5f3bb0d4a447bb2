// One window of VS Code with the probe extension in it, and what the probe says.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openVsCode, until } from "./vscode.mjs";

/**
 * Opens a workspace, and reports what the probe says of it, and then `checks`, which press keys.
 * The probe asks what every workspace must show, or of a `repository` what repositories.json says.
 */
export async function probed({ folder, repository, checks, ...options }) {
  const result = path.join(folder, "result.txt");
  const environment = { DOSSIER_PROBE_RESULT: result };
  if (repository) environment.DOSSIER_PROBE_REPOSITORY = JSON.stringify(repository);
  const code = await openVsCode({ ...options, environment });
  try {
    await until(() => fs.existsSync(result), 180_000).catch((error) => {
      throw new Error(`${fs.readFileSync(`${result}.part`, "utf8")}\n${error.message}`);
    });
    let report = fs.readFileSync(result, "utf8");
    report += await run(checks, code.page, options.workspace);
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
export async function run(checks, ...options) {
  let report = "";
  for (const [name, check] of Object.entries(checks)) {
    report += await check(...options).then(
      () => `ok  ${name}\n`,
      (error) => `FAILED  ${name}: ${String(error).replaceAll("\n", " ").slice(0, 300)}\n`,
    );
  }
  return report;
}
