// Runs inside VS Code's extension host and asks for each feature through VS Code's own API, as the editor
// itself does. The outcome goes into the file $DOSSIER_PROBE_RESULT, a line a check.
// $DOSSIER_PROBE_REPOSITORY is an entry of repositories.json, where that is what the workspace holds.

const fs = require("node:fs");
const { until } = require("./editor");

function checksFor(repository) {
  if (repository) return require("./checks/repository")(JSON.parse(repository));
  return {
    ...require("./checks/reading"),
    ...require("./checks/editing"),
    ...require("./checks/team"),
    ...require("./checks/server"),
  };
}

exports.activate = async () => {
  const file = process.env.DOSSIER_PROBE_RESULT;
  if (!file) return;
  const lines = [];
  try {
    for (const [name, check] of Object.entries(checksFor(process.env.DOSSIER_PROBE_REPOSITORY))) {
      const last = await until(check);
      lines.push(last.ok ? `ok  ${name}` : `FAILED  ${name}: ${last.seen}`);
      // So far, for the one who waits in vain for the rest.
      fs.writeFileSync(`${file}.part`, lines.join("\n") + "\n");
    }
  } catch (error) {
    lines.push(`FAILED  ${error.stack}`);
  }
  // Renamed into place, so that no one reads half of it.
  fs.writeFileSync(`${file}.part`, lines.join("\n") + "\n");
  fs.renameSync(`${file}.part`, file);
};
