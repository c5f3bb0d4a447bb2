// Takes the pictures of editors/vscode/images: an agent file with a hover and a diagnostic of Dossier; completion;
// a quick fix; the team to choose from; the tree of the team with a swatch beside it; the graph.
//
// usage: node screenshot.mjs CODE_SERVER DOSSIER.vsix DOSSIER_BINARY WORKSPACE IMAGES

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openAgent, settings } from "./look.mjs";
import { command, graphFrame, member, placeOf, row, showTeam } from "./ui.mjs";
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
  settings,
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
  await openAgent(page, "senior-ml-engineer");

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
  const place = await placeOf(page, "standard ML implementations to ml-engineer", "ml-engineer");
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
