// What a person is told when no server runs, and who may choose one. Each check opens VS Code anew.

import fs from "node:fs";
import path from "node:path";
import { command, member, row, showTeam, toast } from "./ui.mjs";
import { openVsCode, until } from "./vscode.mjs";

const patience = 1000 * Number(process.env.DOSSIER_EDITOR_PATIENCE || 20);

/** A program that writes `ran` beside itself and ends. */
function shortLived(folder, mode) {
  const program = path.join(folder, `ends-${mode.toString(8)}`);
  fs.writeFileSync(program, `#!/bin/sh\necho >'${program}-ran'\nexit 3\n`, { mode });
  return program;
}

/** VS Code shows no more than three messages that come within 0.8 seconds of one another, so as not to be spammed. */
const calm = 1000;

/** Waits for a message with a button, and puts it away: VS Code shows three at a time. */
async function isTold(page, text, button) {
  const message = toast(page, text);
  await message.locator(".monaco-button", { hasText: button }).waitFor({ timeout: patience });
  await command(page, "Notifications: Clear All Notifications");
  await message.waitFor({ state: "detached", timeout: patience });
  await page.waitForTimeout(calm);
}

/** Lists the team, which takes a server that answers. */
async function answers(page) {
  await until(async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await command(page, "Dossier: Go to Agent");
    return row(page, "incident-commander").waitFor({ timeout: 3000 }).then(() => true, () => false);
  }, patience);
  await page.keyboard.press("Escape");
}

export const checks = {
  "without a server it says how to get one, and starts when there is one": async (options) => {
    const code = await openVsCode({ ...options, binary: "" });
    const { page, setServer } = code;
    try {
      await isTold(page, "Dossier server not found", "How to Install");
      setServer(path.join(options.folder, "nothing"));
      await isTold(page, "there is no", "Open Setting");
      setServer(options.folder);
      await isTold(page, "is a folder", "Open Setting");
      // Once more, when somebody asks for what takes a server.
      await command(page, "Dossier: Go to Agent");
      await isTold(page, "is a folder", "Open Setting");
      setServer(shortLived(options.folder, 0o644));
      await isTold(page, "may not be executed", "Open Setting");
      setServer(shortLived(options.folder, 0o755));
      await isTold(page, "did not start", "Show Output");

      setServer(options.binary);
      await answers(page);
    } finally {
      await code.close();
    }
  },

  "where nobody is yet, the tree offers to make an agent, and then shows him": async (options) => {
    const workspace = path.join(options.folder, "empty");
    fs.mkdirSync(workspace);
    const code = await openVsCode({ ...options, workspace });
    const { page } = code;
    try {
      await showTeam(page);
      await page.locator(".sidebar .welcome-view .monaco-button", { hasText: "New Agent" }).click({ timeout: patience });
      await page.locator(".quick-input-title", { hasText: "New agent" }).waitFor({ timeout: patience });
      await page.keyboard.type("scout");
      await page.keyboard.press("Enter");
      await row(page, "This project").waitFor({ timeout: patience });
      await page.keyboard.press("Enter");
      await page.waitForSelector('.tab[data-resource-name="scout.md"]', { timeout: patience });
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+S");
      await member(page, "scout").waitFor({ timeout: patience });
    } finally {
      await code.close();
    }
  },

  "a workspace that is not trusted chooses no server": async (options) => {
    const theirs = shortLived(options.folder, 0o755);
    const ran = `${theirs}-ran`;
    fs.rmSync(ran, { force: true });
    const settings = path.join(options.workspace, ".vscode/settings.json");
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(settings, JSON.stringify({ "dossier.server.path": theirs }));
    const code = await openVsCode({ ...options, trusted: false });
    try {
      await answers(code.page);
      if (fs.existsSync(ran)) throw new Error("the workspace's program was started");
      // And that program would have been started in a workspace that is trusted.
      await command(code.page, "Workspaces: Manage Workspace Trust");
      await code.page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
      await until(() => fs.existsSync(ran), patience);
    } finally {
      await code.close();
      fs.rmSync(path.dirname(settings), { recursive: true });
    }
  },
};
