// What a person does with keys and mouse: commands, pickers, the graph. Each check throws or returns.

import fs from "node:fs";
import path from "node:path";
import { until } from "./vscode.mjs";

const patience = 1000 * Number(process.env.DOSSIER_EDITOR_PATIENCE || 20);
const tab = (name) => `.tab[data-resource-name="${name}"]`;

/** Runs a command by its title. */
export async function command(page, title) {
  await page.keyboard.press("F1");
  await page.waitForSelector(".quick-input-widget input");
  await page.locator(".quick-input-widget input").fill(`>${title}`);
  await row(page, title).waitFor({ timeout: patience });
  await page.keyboard.press("Enter");
}

/** The first row of a picker that has this text. */
export function row(page, text) {
  return page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
}

/** The page of the graph: it is a frame in a frame. */
export async function graphFrame(page) {
  let found;
  await until(async () => {
    for (const frame of page.frames()) {
      const nodes = await frame.locator("#nodes .node").count().catch(() => 0);
      if (nodes > 0) found = frame;
    }
    return found !== undefined;
  }, patience);
  return found;
}

export const checks = {
  // By keys, since VS Code's own API puts the move of the file before the edits.
  "a rename reaches every file and moves its own": async (page, workspace) => {
    await page.locator(".view-line", { hasText: "name: release-manager" }).click({ position: { x: 80, y: 8 } });
    await page.keyboard.press("F2");
    const input = page.locator(".rename-box input").first();
    await input.waitFor({ timeout: patience });
    await input.fill("ship-captain");
    await page.keyboard.press("Enter");
    await until(() => fs.existsSync(path.join(workspace, ".claude/agents/ship-captain.md")), patience);
    await command(page, "File: Save All");
    const memory = () => fs.readFileSync(path.join(workspace, "CLAUDE.md"), "utf8");
    await until(() => memory().includes("then ship-captain") && !memory().includes("release-manager"), patience);
  },

  "Go to Agent lists the team and opens what is chosen": async (page) => {
    await command(page, "Dossier: Go to Agent");
    await row(page, "incident-commander").waitFor({ timeout: patience });
    await page.locator(".quick-input-widget input").fill("incident");
    await row(page, "incident-commander").waitFor({ timeout: patience });
    await page.keyboard.press("Enter");
    await page.waitForSelector(tab("incident-commander.md"), { timeout: patience });
  },

  "New Agent refuses a bad name, and makes a file from the template": async (page, workspace) => {
    await command(page, "Dossier: New Agent");
    await page.locator(".quick-input-title", { hasText: "New agent" }).waitFor({ timeout: patience });
    await page.keyboard.type("a b");
    await page.locator(".quick-input-message", { hasText: "can't be a name" }).waitFor({ timeout: patience });
    await page.keyboard.press("Control+A");
    await page.keyboard.type("doc-writer");
    await page.locator(".quick-input-message", { hasText: "Name of the agent" }).waitFor({ timeout: patience });
    await page.keyboard.press("Enter");
    await row(page, "This project").waitFor({ timeout: patience });
    await page.keyboard.press("Enter");
    await page.waitForSelector(tab("doc-writer.md"), { timeout: patience });
    await page.locator(".view-line", { hasText: "name: doc-writer" }).waitFor({ timeout: patience });
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+S");
    const file = fs
      .readdirSync(workspace, { recursive: true })
      .find((each) => each.endsWith(`${path.sep}doc-writer.md`));
    await until(() => fs.readFileSync(path.join(workspace, file), "utf8").includes("name: doc-writer"), patience);
  },

  "the graph shows the team, finds by name, and a click opens the file": async (page) => {
    await command(page, "Dossier: Show Delegation Graph");
    const frame = await graphFrame(page);
    const nodes = frame.locator("#nodes .node");
    await until(async () => (await nodes.count()) >= 12 && (await frame.locator("#edges .edge").count()) >= 12, patience);
    await frame.locator("#search").fill("incident");
    await until(async () => (await nodes.count()) < 12, patience);
    await frame.locator('#nodes .node[aria-label*="code-reviewer"], #nodes .node[aria-label*="ml-engineer"]').first().click();
    await page.waitForSelector(`${tab("code-reviewer.md")}, ${tab("ml-engineer.md")}, ${tab("senior-ml-engineer.md")}`, {
      timeout: patience,
    });
  },
};
