// What a person does with keys and mouse: commands, pickers, the graph. Each check throws or returns.

import fs from "node:fs";
import path from "node:path";
import { until } from "./vscode.mjs";

const patience = 1000 * Number(process.env.DOSSIER_EDITOR_PATIENCE || 20);
const tab = (name) => `.tab[data-resource-name="${name}"]`;

/** Runs a command by its title. A palette that was opened before the extension was there does not show it. */
export async function command(page, title) {
  await until(async () => {
    await page.keyboard.press("F1");
    // The key is lost where another part of the window takes the focus just then.
    const input = page.locator(".quick-input-widget input");
    const opened = await input.fill(`>${title}`, { timeout: 3000 }).then(() => true, () => false);
    if (!opened) return false;
    const found = await row(page, title).waitFor({ timeout: 3000 }).then(() => true, () => false);
    if (!found) await page.keyboard.press("Escape");
    return found;
  }, patience);
  await page.keyboard.press("Enter");
}

/** The first row of a picker that has this text. */
export function row(page, text) {
  return page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
}

/** A row of the tree of the team, by its label. */
export function member(page, label) {
  const name = page.locator(".label-name").getByText(label, { exact: true });
  return page.locator(".sidebar .pane-body .monaco-list-row", { has: name }).first();
}

/** Shows the tree of the team. */
export async function showTeam(page) {
  await command(page, "View: Show Agents");
  await page.locator(".sidebar .title-label", { hasText: "Agents" }).waitFor({ timeout: patience });
}

/** The middle of `text` on the first line that has `within`, in pixels of the page. */
export function placeOf(page, within, text) {
  const sentence = page.locator(".view-line", { hasText: within }).first();
  return sentence.evaluate((line, wanted) => {
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf(wanted);
      if (at < 0) continue;
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + wanted.length);
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, text);
}

/** The page of the graph: it is a frame in a frame. */
export async function graphFrame(page) {
  let found;
  await until(async () => {
    for (const frame of page.frames()) {
      const nodes = await frame.locator(".inside > .node").count().catch(() => 0);
      if (nodes > 0) found = frame;
    }
    return found !== undefined;
  }, patience);
  return found;
}

/** A message of the extension, by its words. */
export function toast(page, text) {
  return page.locator(".notification-toast", { hasText: text }).first();
}

export const checks = {
  // The probe killed it again and again.
  "a server that was given up is said so, and Restart starts it": async (page) => {
    const message = toast(page, "crashed five times");
    await message.waitFor({ timeout: patience });
    await message.locator(".monaco-button", { hasText: "Restart" }).click();
    await page.locator(".codelens-decoration", { hasText: "used by" }).first().waitFor({ timeout: patience });
  },

  "a code lens shows the places that it counts": async (page) => {
    await page.locator(".codelens-decoration a", { hasText: "used by" }).first().click();
    await page.locator(".peekview-widget", { hasText: "Locations" }).waitFor({ timeout: patience });
    await page.keyboard.press("Escape");
    await page.locator(".peekview-widget").waitFor({ state: "detached", timeout: patience });
  },

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

  "a file that is renamed in the Explorer renames the agent, and asks about words that may mean it": async (
    page,
    workspace,
  ) => {
    const file = (name) => path.join(workspace, ".claude/agents", name);
    fs.writeFileSync(file("scout.md"), "---\nname: scout\ndescription: Looks ahead.\n---\n");
    fs.writeFileSync(file("hiker.md"), "---\nname: hiker\ndescription: Walks.\n---\nUse `scout`. Delegate to scout.\n");
    const entry = page.locator(".explorer-folders-view .monaco-list-row", { hasText: "scout.md" });
    await entry.waitFor({ timeout: patience });
    await entry.click();
    await page.waitForSelector(tab("scout.md"), { timeout: patience });
    await page.locator(".codelens-decoration", { hasText: "used by 1 agent" }).waitFor({ timeout: patience });
    const input = page.locator(".explorer-folders-view .monaco-inputbox input");
    // Again, if need be: whatever changes on the disk meanwhile ends it.
    await until(async () => {
      await page.waitForTimeout(600); // two quick clicks would lead into the file
      await entry.click();
      await page.keyboard.press("F2");
      return input.fill("ranger.md", { timeout: 2000 }).then(() => true, () => false);
    }, patience);
    await page.keyboard.press("Enter");
    await page.locator(".monaco-dialog-box .monaco-button", { hasText: "Show Preview" }).click({ timeout: patience });
    const preview = page.locator(".bulk-edit-panel");
    await preview.locator(".monaco-list-row", { hasText: "hiker.md" }).waitFor({ timeout: patience });
    await preview.locator(".monaco-button", { hasText: "Apply" }).click({ timeout: patience });
    await page.waitForSelector(`${tab("hiker.md")}.dirty`, { timeout: patience });
    await command(page, "File: Save All");
    const text = (name) => fs.readFileSync(file(name), "utf8");
    await until(() => !fs.existsSync(file("scout.md")) && text("ranger.md").includes("name: ranger"), patience);
    await until(() => text("hiker.md").includes("Use `ranger`."), patience);
    if (!text("hiker.md").includes("Delegate to scout.")) throw new Error(`nobody allowed this: ${text("hiker.md")}`);
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
    await page.keyboard.type("a!");
    await page.locator(".quick-input-message", { hasText: "can't be a name" }).waitFor({ timeout: patience });
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Doc Writer");
    await page.locator(".quick-input-message", { hasText: "Its name will be doc-writer" }).waitFor({ timeout: patience });
    await page.keyboard.press("Enter");
    await row(page, "This project").waitFor({ timeout: patience });
    await page.keyboard.press("Enter");
    await page.waitForSelector(tab("doc-writer.md"), { timeout: patience });
    await page.locator(".view-line", { hasText: "name: doc-writer" }).waitFor({ timeout: patience });
    await page.waitForTimeout(500);
    await page.keyboard.type("Writes pages.");
    await page.locator(".view-line", { hasText: "description: Writes pages." }).waitFor({ timeout: patience });
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
    const nodes = frame.locator(".inside > .node");
    await until(async () => (await nodes.count()) >= 12 && (await frame.locator("path.link").count()) >= 12, patience);
    await frame.locator("#search").fill("incident");
    await until(async () => (await frame.locator(".inside > .node.lit").count()) === 1, patience);
    await frame.locator("#search").press("Enter");
    await frame.locator("#panel h1", { hasText: "incident-commander" }).waitFor({ timeout: patience });
    await frame.locator("#panel .times").first().click();
    await frame.locator("#panel .sentences a").first().waitFor({ timeout: patience });
    await frame.locator("#panel a.place", { hasText: "incident-commander.md" }).first().click();
    await page.waitForSelector(tab("incident-commander.md"), { timeout: patience });
  },

  "the tree of the team has everybody by kind, and counts what was found": async (page, workspace) => {
    await showTeam(page);
    await member(page, "Agents").waitFor({ timeout: patience });
    const broken = path.join(workspace, ".claude/agents/tree-watcher.md");
    fs.writeFileSync(broken, "---\nname: tree-watcher\ndescription: Watches trees.\ntools: Raed\n---\nAsk `ml-engineer`.\n");
    await member(page, "tree-watcher").waitFor({ timeout: patience });
    // The badge of a label stands behind it.
    const badge = (row) =>
      row.evaluate((it) => getComputedStyle(it.querySelector(".monaco-icon-label"), "::after").content.replaceAll('"', ""));
    await until(async () => (await badge(member(page, "tree-watcher"))) === "1", patience);
    await until(async () => Number(await badge(member(page, "Agents"))) >= 1, patience);
    fs.writeFileSync(broken, "---\nname: tree-watcher\ndescription: Watches trees.\n---\nAsk `ml-engineer`.\n");
    await until(async () => !/\d/.test(await badge(member(page, "tree-watcher"))), patience);
  },

  "beneath somebody is whom he names, and a click leads there": async (page) => {
    await showTeam(page);
    await member(page, "tree-watcher").locator(".monaco-tl-twistie").click({ timeout: patience });
    await member(page, "uses").waitFor({ timeout: patience });
    // The one beneath, not the agent himself.
    await page.locator('.pane-body .monaco-list-row[aria-level="4"]', { hasText: "ml-engineer" }).first().click();
    await page.waitForSelector(tab("tree-watcher.md"), { timeout: patience });
    await page.locator(".current-line-exact, .view-line", { hasText: "Ask `ml-engineer`" }).first().waitFor({ timeout: patience });
  },

  "what is expanded stays so when somebody is new": async (page, workspace) => {
    const file = path.join(workspace, ".claude/agents/a-newcomer.md");
    fs.writeFileSync(file, "---\nname: a-newcomer\ndescription: Is new.\n---\nHelp.\n");
    await member(page, "a-newcomer").waitFor({ timeout: patience });
    await member(page, "uses").waitFor({ timeout: patience });
    fs.rmSync(file);
    await member(page, "a-newcomer").waitFor({ state: "detached", timeout: patience });
    await member(page, "uses").waitFor({ timeout: patience });
  },

  "the tree is grouped by folders, and stays so": async (page) => {
    const button = page.locator('.sidebar .title-actions .action-label[aria-label*="Group By"]');
    await button.click({ timeout: patience });
    await page.locator(".monaco-menu .action-label", { hasText: "Folder" }).click({ timeout: patience });
    await member(page, ".claude/agents").waitFor({ timeout: patience });
    await button.click({ timeout: patience });
    await page.locator(".monaco-menu .action-label", { hasText: "✓ Folder" }).waitFor({ timeout: patience });
    await page.locator(".monaco-menu .action-label", { hasText: "Kind" }).click({ timeout: patience });
    await member(page, "Agents").waitFor({ timeout: patience });
  },

  "F2 in the tree renames, as in the file": async (page, workspace) => {
    await member(page, "tree-watcher").click({ timeout: patience });
    await page.keyboard.press("F2");
    const input = page.locator(".rename-box input").first();
    await input.waitFor({ timeout: patience });
    await input.fill("forest-watcher");
    await page.keyboard.press("Enter");
    await until(() => fs.existsSync(path.join(workspace, ".claude/agents/forest-watcher.md")), patience);
    await command(page, "File: Save All");
    await member(page, "forest-watcher").waitFor({ timeout: patience });
  },

  "its menu shows somebody in the graph, and why he is loaded": async (page) => {
    const choose = async (title) => {
      await member(page, "forest-watcher").click({ button: "right", timeout: patience });
      const item = page.locator(".monaco-menu .action-label", { hasText: title });
      await item.hover({ timeout: patience });
      // A menu that has just opened takes a click for the end of the one that opened it.
      await page.waitForTimeout(500);
      await item.click({ timeout: patience });
    };
    await choose("Why Is It Loaded");
    await page.locator(".view-line", { hasText: "looks for it here" }).first().waitFor({ timeout: patience });
    await choose("Show in Graph");
    const frame = await graphFrame(page);
    await frame.locator("#panel h1", { hasText: "forest-watcher" }).waitFor({ timeout: patience });
  },
};
