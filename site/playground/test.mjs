// The built playground in Chromium: test.mjs FOLDER [SCREENSHOTS]. DRIVER names the folder that playwright-core is
// installed in, such as tests/editors/vscode.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const { chromium } = createRequire(path.resolve(process.env.DRIVER ?? import.meta.dirname, "x.js"))("playwright-core");
const [folder, screenshots] = process.argv.slice(2);
const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json", wasm: "application/wasm" };

const server = http.createServer((request, response) => {
  const name = request.url === "/" ? "index.html" : path.basename(new URL(request.url, "http://x").pathname);
  const file = path.join(folder, name);
  const found = fs.existsSync(file);
  response.writeHead(found ? 200 : 404, { "content-type": TYPES[name.split(".").pop()] ?? "text/plain" });
  response.end(found ? fs.readFileSync(file) : "");
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const address = `http://127.0.0.1:${server.address().port}/`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens the playground. Whatever the page complains of, or asks another machine for, is a fault. */
async function opened(options = {}) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options });
  page.faults = [];
  page.on("console", (message) => page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(error.stack));
  page.on("request", (request) => {
    const url = request.url();
    const isOwn = url.startsWith(address) && request.method() === "GET";
    if (!isOwn && !url.startsWith("data:")) {
      page.faults.push(`${request.method()} ${url}`);
    }
  });
  await page.goto(address);
  await page.waitForSelector("html[data-ready]");
  return page;
}

const line = (page, text) => page.locator(".cm-line", { hasText: text }).first();
const showFile = (page, name) => page.locator("#files .file", { hasText: name }).first().click();

/** Puts the cursor at the end of a line. */
async function endOf(page, text) {
  await line(page, text).click();
  await page.keyboard.press("End");
}

const checks = {
  "problems of the sample team are listed, and a click leads there": async () => {
    const page = await opened();
    await page.locator("#list .row.error", { hasText: "Wrte" }).click();
    assert.equal(await page.locator("#path").textContent(), ".claude/agents/editor.md");
    assert.ok((await page.locator(".cm-lintRange-error").count()) > 0);
    return page;
  },

  "a tool is completed, and its problem goes": async () => {
    const page = await opened();
    await endOf(page, "tools: Read");
    for (let at = 0; at < 3; at++) {
      await page.keyboard.press("Backspace");
    }
    await page.keyboard.type("eb", { delay: 30 });
    const item = page.locator(".cm-tooltip-autocomplete li", { hasText: "WebFetch" });
    await item.waitFor();
    await page.waitForTimeout(150);
    await item.click();
    await page.locator(".cm-line", { hasText: "tools: Read, Grep, Agent, WebFetch" }).waitFor();
    await page.locator("#list .row.error").waitFor({ state: "detached" });
    return page;
  },

  "a quick fix is applied": async () => {
    const page = await opened();
    await page.locator(".cm-lintRange-error").first().hover();
    await page.locator(".cm-diagnosticAction", { hasText: "Change to Write" }).first().click();
    await page.locator(".cm-line", { hasText: "tools: Read, Grep, Agent, Write" }).waitFor();
    return page;
  },

  "hover says who is meant, and a click with Ctrl goes there": async () => {
    const page = await opened();
    const name = page.locator(".cm-line span", { hasText: "`researcher`" }).first();
    await name.hover();
    await page.locator(".cm-tooltip-hover .doc", { hasText: "Finds out what is new" }).waitFor();
    await name.click({ modifiers: ["Control"] });
    await page.waitForFunction(() => document.getElementById("path").textContent === ".claude/agents/researcher.md");
    return page;
  },

  "references are listed, and a rename changes all of them with the file": async () => {
    const page = await opened();
    await page.locator(".cm-line span", { hasText: "`writer`" }).first().click();
    await page.keyboard.press("Shift+F12");
    assert.ok((await page.locator("#list .row.place").count()) >= 4);
    await page.keyboard.press("F2");
    await page.locator("#ask-value").fill("author");
    await page.keyboard.press("Enter");
    await page.locator("#files .file", { hasText: "author.md" }).waitFor();
    await showFile(page, "researcher.md");
    await page.locator(".cm-line", { hasText: "that is the job of `author`" }).waitFor();
    return page;
  },

  "the picture is drawn, and a click in it opens a file": async () => {
    const page = await opened();
    await page.locator("#show-picture").click();
    const frame = page.frameLocator("iframe");
    await frame.locator(".node .name", { hasText: "fact-checker" }).waitFor();
    await frame.locator(".node", { hasText: "fact-checker" }).click();
    await frame.locator("#panel a.place").first().click();
    await page.waitForFunction(() => document.getElementById("path").textContent.endsWith("fact-checker.md"));
    return page;
  },

  "a pasted agent joins the team": async () => {
    const page = await opened();
    await page.locator("#new").click();
    await page.locator("#ask-value").fill(".claude/agents/proof-reader.md");
    await page.locator("#ask-text").fill("---\nname: proof-reader\ndescription: Reads proofs.\nmodel: sonet\n---\nRead.\n");
    await page.locator("#ask-ok").click();
    await page.locator("#list .row", { hasText: "sonet" }).waitFor();
    return page;
  },
};

if (screenshots !== undefined) {
  for (const [name, width, height, colorScheme] of [["wide-light", 1440, 900, "light"], ["wide-dark", 1440, 900, "dark"], ["narrow-light", 390, 800, "light"], ["narrow-dark", 390, 800, "dark"]]) {
    const page = await opened({ viewport: { width, height }, colorScheme });
    await page.locator("#show-picture").click();
    await page.frameLocator("iframe").locator(".node").first().waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(screenshots, `${name}-picture.png`) });
    if (width < 800) {
      await page.locator("#show-picture").click();
    }
    await endOf(page, "tools: Read");
    await page.keyboard.type(", W", { delay: 40 });
    await page.locator(".cm-tooltip-autocomplete li").first().waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(screenshots, `${name}-completion.png`) });
    await page.keyboard.press("Escape");
    await page.locator(".cm-line span", { hasText: "`researcher`" }).first().hover();
    await page.waitForTimeout(700);
    await page.screenshot({ path: path.join(screenshots, `${name}-hover.png`) });
    await page.close();
  }
}

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    const page = await check();
    assert.deepEqual(page.faults, [], "what the page complains of");
    const ready = await page.getAttribute("html", "data-ready");
    await page.close();
    console.log(`ok  ${name} (ready after ${ready} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}
await browser.close();
server.close();
process.exit(failed === 0 ? 0 : 1);
