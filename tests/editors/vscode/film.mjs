// Takes a short film of the extension at work: completion, a finding with its fix, hover, definition, rename, graph.
// Writes what the window showed as pictures, and frames.txt, which says for how long each is shown.
//
// usage: node film.mjs CODE_SERVER DOSSIER.vsix DOSSIER_BINARY WORKSPACE FRAMES

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openAgent, settings } from "./look.mjs";
import { command, graphFrame, placeOf } from "./ui.mjs";
import { openVsCode, until } from "./vscode.mjs";

const [codeServer, dossier, binary, workspace, frames] = process.argv.slice(2);
const size = { width: 920, height: 560 };
/** No picture stands for longer, in seconds, whatever the machine was busy with; but the last. */
const longest = 1.2;
const last = 2.5;

const code = await openVsCode({
  codeServer,
  extensions: [dossier],
  binary,
  workspace,
  settings: { ...settings, "editor.cursorBlinking": "solid", "editor.quickSuggestionsDelay": 10 },
  browser: { viewport: size },
});
const { page } = code;
const pause = (milliseconds) => page.waitForTimeout(milliseconds);
const type = (text) => page.keyboard.type(text, { delay: 70 });
const patience = { timeout: 20_000 };

/** Records what the window shows until the returned function is called. */
async function record() {
  const taken = [];
  const client = await page.context().newCDPSession(page);
  client.on("Page.screencastFrame", async ({ data, metadata, sessionId }) => {
    taken.push({ data, at: metadata.timestamp });
    await client.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
  });
  await client.send("Page.startScreencast", { format: "png", maxWidth: size.width, maxHeight: size.height });
  return async () => {
    await client.send("Page.stopScreencast");
    const lines = taken.flatMap(({ data, at }, index) => {
      const name = `${String(index).padStart(4, "0")}.png`;
      fs.writeFileSync(path.join(frames, name), Buffer.from(data, "base64"));
      const next = taken[index + 1]?.at;
      const seconds = next === undefined ? last : Math.min(next - at, longest);
      return [`file '${name}'`, `duration ${seconds.toFixed(3)}`];
    });
    // The reader of this list forgets how long the last one stands, unless it is named again.
    lines.push(`file '${String(taken.length - 1).padStart(4, "0")}.png'`);
    fs.writeFileSync(path.join(frames, "frames.txt"), `${lines.join("\n")}\n`);
  };
}

try {
  await openAgent(page, "senior-ml-engineer");
  await command(page, "View: Toggle Primary Side Bar Visibility");
  // The server has looked at the team.
  await page.locator(".codelens-decoration", { hasText: "used by" }).first().waitFor(patience);
  const tools = page.locator(".view-line", { hasText: "tools:" }).first();
  await tools.click();
  await page.keyboard.press("End");
  const stop = await record();
  await pause(800);

  // A tool, completed.
  await type(", Web");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget .monaco-list-row", { hasText: "WebSearch" }).first().waitFor(patience);
  await pause(900);
  await page.keyboard.press("Enter");
  await pause(500);

  // A slip, and its fix.
  await type(", NotebokEdit");
  await page.keyboard.press("Escape");
  await page.locator(".squiggly-error").first().waitFor(patience);
  await pause(600);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget", { hasText: "Change to `NotebookEdit`" }).waitFor(patience);
  await pause(1000);
  await page.keyboard.press("Enter");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached", ...patience });
  await pause(500);

  // Who is meant by a name in a sentence, and where he is defined.
  const name = await placeOf(page, "standard ML implementations to ml-engineer", "ml-engineer");
  await page.mouse.move(name.x, name.y, { steps: 8 });
  await page.locator(".monaco-hover:not(.hidden)", { hasText: "Implements what has been designed" }).waitFor(patience);
  await pause(1200);
  await page.mouse.click(name.x, name.y);
  await page.keyboard.press("F12");
  await page.waitForSelector('.tab.active[data-resource-name="ml-engineer.md"]', patience);
  await pause(1000);

  // Another name for him, everywhere.
  await page.locator(".view-line", { hasText: "name: ml-engineer" }).click({ position: { x: 80, y: 8 } });
  const input = page.locator(".rename-box input").first();
  // Whatever else happens in the window just then closes the box.
  await until(async () => {
    await page.keyboard.press("F2");
    return input.waitFor({ timeout: 2000 }).then(() => true, () => false);
  }, 20_000);
  await pause(300);
  await input.fill("");
  await input.pressSequentially("model-builder", { delay: 70 });
  await pause(500);
  await input.press("Enter");
  await page.locator(".tab", { hasText: "model-builder.md" }).first().waitFor(patience);
  await pause(900);
  await page.locator('.tab[data-resource-name="senior-ml-engineer.md"]').click();
  await page.locator(".view-line", { hasText: "standard ML implementations to model-builder" }).first().waitFor(patience);
  await pause(1200);

  // What isn't saved yet would be asked about.
  await page.locator(".tab.dirty").first().waitFor({ state: "detached", ...patience });
  // The whole window for the picture, and no card of a tab over it.
  await page.mouse.move(size.width / 2, size.height - 40);
  await command(page, "View: Close All Editors");
  await command(page, "Dossier: Show Delegation Graph");
  await graphFrame(page);
  await pause(1500);
  await stop();
} catch (error) {
  const failed = path.join(os.tmpdir(), "dossier-film-failed.png");
  await page.screenshot({ path: failed });
  console.error(`see ${failed}`);
  throw error;
} finally {
  await code.close();
}
