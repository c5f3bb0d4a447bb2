// Takes the pictures of editors/vscode/images: an agent file with a hover and a diagnostic of Dossier; completion;
// a quick fix; the team to choose from; the tree of the team with a swatch beside it; the graph.
//
// usage: node screenshot.mjs CODE_SERVER DOSSIER.vsix DOSSIER_BINARY WORKSPACE IMAGES

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { command, graphFrame, member, row, showTeam } from "./ui.mjs";
import { openVsCode } from "./vscode.mjs";

const [codeServer, dossier, binary, workspace, images] = process.argv.slice(2);

// A slip of the fingers, in a line that fits the window.
const file = path.join(workspace, ".claude/agents/senior-ml-engineer.md");
const text = fs.readFileSync(file, "utf8");
fs.writeFileSync(file, text.replace(/^tools:.*$/m, "tools: Read, Edit, Write, Glob, Gerp, Bash, Agent(ml-engineer)"));

const code = await openVsCode({
  codeServer,
  extensions: [dossier],
  binary,
  workspace,
  settings: {
    "workbench.colorTheme": "Default Light Modern",
    "workbench.activityBar.location": "hidden",
    "workbench.layoutControl.enabled": false,
    "workbench.tips.enabled": false,
    "window.commandCenter": false,
    "window.menuBarVisibility": "hidden",
    "breadcrumbs.enabled": false,
    "editor.minimap.enabled": false,
    "editor.wordWrap": "on",
    "editor.fontSize": 13,
    "editor.lineHeight": 1.5,
    "editor.hover.delay": 100,
    "editor.hover.above": false,
    "explorer.compactFolders": false,
    "explorer.openEditors.visible": 0,
    "outline.icons": true,
    "git.enabled": false,
    "remote.autoForwardPorts": false,
  },
  browser: { viewport: { width: 1140, height: 712 }, deviceScaleFactor: 1280 / 1140 },
});

const { page } = code;

/** Moves the edge of the sidebar. */
async function widen(by) {
  const sidebar = await page.locator(".part.sidebar").boundingBox();
  const edge = sidebar.x + sidebar.width + 1;
  await page.mouse.move(edge, sidebar.y + 300);
  await page.mouse.down();
  await page.mouse.move(edge + by, sidebar.y + 300, { steps: 5 });
  await page.mouse.up();
}

const take = (name) => page.screenshot({ path: path.join(images, `${name}.png`) });

try {
  await page.waitForSelector(".explorer-folders-view");
  await page.keyboard.press("Control+P");
  await page.waitForSelector(".quick-input-widget input");
  await page.keyboard.type("agents/senior-ml-engineer");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "senior-ml-engineer.md" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForSelector('.tab.active[data-resource-name="senior-ml-engineer.md"]');

  // The unknown tool, and its message in the Problems panel.
  await page.waitForSelector(".squiggly-error, .squiggly-warning, .squiggly-info", { timeout: 20_000 });
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".markers-panel", { hasText: "Gerp" }).waitFor({ timeout: 20_000 });
  const panel = await page.locator(".part.panel").boundingBox();
  await page.mouse.move(panel.x + panel.width / 2, panel.y - 2);
  await page.mouse.down();
  await page.mouse.move(panel.x + panel.width / 2, panel.y + panel.height - 108, { steps: 5 });
  await page.mouse.up();
  await page.locator(".view-line").first().click();

  // A narrow Explorer, so that the message is not cut off.
  await widen(-50);

  // The hover of an agent that is named in a sentence.
  const sentence = page.locator(".view-line", { hasText: "standard ML implementations to ml-engineer" });
  const place = await sentence.evaluate((line) => {
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf("ml-engineer");
      if (at < 0) continue;
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + "ml-engineer".length);
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.move(place.x, place.y, { steps: 5 });
  await page.locator(".monaco-hover:not(.hidden)", { hasText: "Implements what has been designed" }).waitFor({ timeout: 20_000 });
  await page.waitForTimeout(800);
  await take("dossier");

  // The fix of the unknown tool. Its line is the fourth.
  const tools = page.locator(".view-line", { hasText: "tools:" }).first();
  await page.mouse.move(5, 5);
  await page.keyboard.press("Control+G");
  await page.keyboard.type("4:34");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget", { hasText: "Change to `Grep`" }).waitFor({ timeout: 20_000 });
  await page.waitForTimeout(800);
  await take("fix");
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: "Glob, Grep, Bash" }).waitFor({ timeout: 20_000 });

  // Completion at the end of the line.
  await tools.click();
  await page.keyboard.press("End");
  await page.keyboard.type(", Web");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "WebFetch" }).first().waitFor({ timeout: 20_000 });
  await page.waitForTimeout(1500);
  await take("completion");
  await page.keyboard.press("Escape");

  await command(page, "Dossier: Go to Agent");
  await row(page, "incident-commander").waitFor({ timeout: 20_000 });
  await page.waitForTimeout(500);
  await take("team");
  await page.keyboard.press("Escape");

  await command(page, "View: Toggle Panel Visibility");
  await showTeam(page);
  await widen(130);
  await member(page, "senior-ml-engineer").locator(".monaco-tl-twistie").click({ timeout: 20_000 });
  await member(page, "uses").waitFor({ timeout: 20_000 });
  await page.keyboard.press("Control+Home");
  await page.mouse.move(700, 5);
  await page.waitForTimeout(1500);
  await take("tree");

  await command(page, "View: Toggle Primary Side Bar Visibility");
  await command(page, "Dossier: Show Delegation Graph");
  await graphFrame(page);
  await page.waitForTimeout(1500);
  await take("graph");
} catch (error) {
  // What it looked like instead.
  const failed = path.join(os.tmpdir(), "dossier-screenshot-failed.png");
  await code.page.screenshot({ path: failed });
  console.error(`see ${failed}`);
  throw error;
} finally {
  await code.close();
}
