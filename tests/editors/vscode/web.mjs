// The extension where no process can be started: its copy that has nothing but `browser` runs in the worker that
// VS Code's page keeps for such extensions.
//
// usage: node web.mjs CODE_SERVER DOSSIER_WEB.vsix VIRTUAL.vsix TEAMS

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checks as ui, command, placeOf, row } from "./ui.mjs";
import { run } from "./probed.mjs";
import { openVsCode, until } from "./vscode.mjs";

const [codeServer, dossier, virtual, teams] = process.argv.slice(2);
const patience = 1000 * Number(process.env.DOSSIER_EDITOR_PATIENCE || 20);
const workspace = path.join(teams, "ml-team");
const agents = path.join(workspace, ".claude/agents");
const line = (page, text) => page.locator(".view-line", { hasText: text }).first();
const active = (name) => `.tab.active[data-resource-name="${name}"]`;

/** Opens a file by its name. */
async function open(page, name) {
  await until(async () => {
    await page.keyboard.press("Control+P");
    const input = page.locator(".quick-input-widget input");
    const opened = await input
      .fill(name, { timeout: 3000 })
      // By a click: Enter would take whatever a list that is still changing has on top.
      .then(() => row(page, name).click({ timeout: 3000 }))
      .then(() => page.waitForSelector(active(name), { timeout: 3000 }))
      .then(() => true, () => false);
    if (!opened) await page.keyboard.press("Escape");
    return opened;
  }, patience);
  await line(page, "name:").waitFor({ timeout: patience });
}

/** Rests on a word until something is shown of it. */
async function hovers(page, sentence, word, shown) {
  await until(async () => {
    await page.mouse.move(5, 5);
    const { x, y } = await placeOf(page, sentence, word);
    await page.mouse.move(x, y, { steps: 5 });
    const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: shown });
    return hover.first().waitFor({ timeout: 2000 }).then(() => true, () => false);
  }, patience);
}

/** Puts the cursor behind the tools. Of a line that is wrapped, the first End is that of its row. */
async function behindTools(page) {
  await line(page, "tools:").click();
  await page.keyboard.press("End");
  await page.keyboard.press("End");
}

const sentence = "standard ML implementations to ml-engineer";

const checks = {
  "a tool is completed": async (page, _, began) => {
    const since = () => `${Math.round(performance.now() - began)} ms`;
    console.log(`     VS Code's window was there after ${since()}`);
    await open(page, "senior-ml-engineer.md");
    console.log(`     a file was open after ${since()}`);
    const offered = page.locator(".suggest-widget .monaco-list-row", { hasText: "WebSearch" }).first();
    await until(async () => {
      await behindTools(page);
      await page.keyboard.type(", WebS");
      if (await offered.waitFor({ timeout: 1000 }).then(() => true, () => false)) return true;
      await page.keyboard.press("Escape");
      for (let at = 0; at < ", WebS".length; at++) await page.keyboard.press("Backspace");
      return false;
    }, patience);
    console.log(`     the first completion came after ${since()}`);
    await page.keyboard.press("Enter");
    await line(page, "Skill, WebSearch").waitFor({ timeout: patience });
  },

  "an agent that is named in a sentence is described on hover": async (page) => {
    await hovers(page, sentence, "ml-engineer", "Implements what has been designed");
  },

  "a tool that is misspelt is reported, and no more when it is mended": async (page) => {
    const mark = page.locator(".squiggly-error");
    await mark.first().waitFor({ state: "detached", timeout: patience });
    await behindTools(page);
    await page.keyboard.type(", Gerp");
    await page.keyboard.press("Escape");
    await mark.first().waitFor({ timeout: patience });
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget", { hasText: "Change to `Grep`" }).waitFor({ timeout: patience });
    await page.keyboard.press("Escape");
    for (let at = 0; at < ", Gerp".length; at++) await page.keyboard.press("Backspace");
    await mark.first().waitFor({ state: "detached", timeout: patience });
  },

  "a definition leads to the name in its file": async (page) => {
    const { x, y } = await placeOf(page, sentence, "ml-engineer");
    await page.mouse.click(x, y);
    await page.keyboard.press("F12");
    await page.waitForSelector(active("ml-engineer.md"), { timeout: patience });
    await page.locator("#status\\.editor\\.selection", { hasText: "Ln 2, Col 7" }).waitFor({ timeout: patience });
  },

  "what changes on the disk is known": async (page) => {
    const file = path.join(agents, "ml-engineer.md");
    const text = fs.readFileSync(file, "utf8").replace("Implements what has been designed", "Builds what was drawn");
    fs.writeFileSync(file, text);
    fs.writeFileSync(path.join(agents, "scout.md"), "---\nname: scout\ndescription: Looks ahead.\n---\n");
    await open(page, "senior-ml-engineer.md");
    await hovers(page, sentence, "ml-engineer", "Builds what was drawn");
    await until(async () => {
      await command(page, "Dossier: Go to Agent");
      const found = await row(page, "scout").waitFor({ timeout: 2000 }).then(() => true, () => false);
      await page.keyboard.press("Escape");
      return found;
    }, patience);
  },

  "the language status says that it runs in the browser": async (page) => {
    await page.locator("#status\\.languageStatus").click();
    await page.locator(".hover-language-status", { hasText: "in the browser" }).first().waitFor({ timeout: patience });
    await page.keyboard.press("Escape");
  },

  "its output says how long it took to start": async (page) => {
    await command(page, "Dossier: Show Output");
    const told = page.locator(".output .view-line, .panel .view-line", { hasText: "Runs in the browser" }).first();
    await told.waitFor({ timeout: patience });
    console.log(`     ${(await told.textContent()).replaceAll("\u00a0", " ")}`);
    await command(page, "View: Toggle Panel Visibility");
  },

  // What a person does, and nothing else tells whether a server or the module answers.
  ...Object.fromEntries(
    [
      "a rename reaches every file and moves its own",
      "Go to Agent lists the team and opens what is chosen",
      "New Agent refuses a bad name, and makes a file from the template",
      "the graph shows the team, finds by name, and a click opens the file",
    ].map((name) => [name, name.startsWith("a rename") ? renames(ui[name]) : ui[name]]),
  ),
};

/** The rename is asked for in the file of the one who is renamed. */
function renames(check) {
  return async (page, ...more) => {
    await command(page, "File: Save All");
    await open(page, "release-manager.md");
    await check(page, ...more);
  };
}

/** A team that lies on no disk; virtual/extension.js has it. */
const virtualChecks = {
  "files that lie on no disk, and can be neither searched nor watched, are read": async (page) => {
    const entry = (name) => page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
    await entry(".claude").click({ timeout: patience });
    await entry("lead.md").dblclick({ timeout: patience });
    await page.waitForSelector(active("lead.md"), { timeout: patience });
    await hovers(page, "Hand the numbers", "counter", "Counts what there is");
    await command(page, "Dossier: Go to Agent");
    await row(page, "counter").waitFor({ timeout: patience });
    if ((await row(page, "foreign").count()) > 0) throw new Error("other people's code was read");
    await page.keyboard.press("Escape");
  },

  "what is saved there is known": async (page) => {
    const { x, y } = await placeOf(page, "Hand the numbers", "counter");
    await page.mouse.click(x, y);
    await page.keyboard.press("F2");
    await page.locator(".rename-box input").first().fill("teller", { timeout: patience });
    await page.keyboard.press("Enter");
    await line(page, "numbers to `teller`").waitFor({ timeout: patience });
    await command(page, "File: Save All");
    // A list that is open stays as it was asked for; the old file may go a moment after the new one has come.
    await until(async () => {
      await command(page, "Dossier: Go to Agent");
      const isThere = await row(page, "teller").waitFor({ timeout: 2000 }).then(() => true, () => false);
      const isGone = (await row(page, "counter").count()) === 0;
      await page.keyboard.press("Escape");
      return isThere && isGone;
    }, patience);
  },
};

/** Opens a workspace, and reports what is found there. */
async function tried(name, checks, options) {
  const code = await openVsCode({ codeServer, binary: "", ...options });
  try {
    const report = await run(checks, code.page, options.workspace, code.began);
    const picture = path.join(os.tmpdir(), `dossier-vscode-${name}.png`);
    await code.page.screenshot({ path: picture });
    return report.includes("FAILED") ? `${report}\nsee ${picture}\n` : report;
  } finally {
    await code.close();
  }
}

const report =
  (await tried("web", checks, { extensions: [dossier], workspace })) +
  (await tried("virtual", virtualChecks, { extensions: [dossier, virtual], workspace: "dossier-test:/team" }));
console.log(report);
process.exit(report.includes("FAILED") ? 1 : 0);
