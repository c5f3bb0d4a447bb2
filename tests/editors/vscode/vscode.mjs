// Real VS Code (code-server) with a profile of its own, in a headless Chromium.

import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const seconds = 1000;

/**
 * Opens `workspace` in VS Code with the given extensions (.vsix) and server; `close()` ends everything.
 * `setServer(path)` chooses another server, and `began` is when the page was opened. A workspace is trusted unless `trusted` is false.
 */
export async function openVsCode(options) {
  const { codeServer, extensions, binary, workspace, settings = {}, environment = {}, browser = {} } = options;
  const { trusted = true } = options;
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "dossier-vscode-"));
  // The server's path belongs to the machine; VS Code takes PATH from a login shell, not from us.
  const setServer = (server) =>
    writeJson(path.join(profile, "data/Machine/settings.json"), { "dossier.server.path": server });
  setServer(binary);
  writeJson(path.join(profile, "data/User/settings.json"), { ...quiet, ...settings });
  const folders = ["--user-data-dir", path.join(profile, "data"), "--extensions-dir", path.join(profile, "extensions")];
  const entry = path.join(codeServer, "out/node/entry.js");
  const config = path.join(profile, "config.yaml");
  fs.writeFileSync(config, "");
  const env = {
    ...process.env,
    ...environment,
    CODE_SERVER_CONFIG: config,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no marketplace
  };

  const install = extensions.flatMap((file) => ["--install-extension", file]);
  execFileSync(process.execPath, [entry, ...folders, ...install], { env, stdio: "pipe" });

  const port = await freePort();
  const log = fs.openSync(path.join(profile, "server.log"), "w");
  const server = spawn(
    process.execPath,
    [
      entry, ...folders, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none",
      "--disable-telemetry", "--disable-update-check", ...(trusted ? ["--disable-workspace-trust"] : []),
    ],
    { env, stdio: ["ignore", log, log] },
  );
  let context;
  const close = async () => {
    await context?.close();
    server.kill();
    await new Promise((ended) => (server.exitCode === null ? server.once("exit", ended) : ended()));
    fs.rmSync(profile, { recursive: true, force: true });
  };
  try {
    await until(() => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false), 60 * seconds);
    context = await chromium.launchPersistentContext(path.join(profile, "chromium"), {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      headless: true,
      viewport: { width: 1280, height: 800 },
      ...browser,
      args: [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // nothing from outside
      ],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const began = performance.now();
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}`);
    await page.waitForSelector(".monaco-workbench", { timeout: 60 * seconds });
    return { page, began, close, setServer, dossierLog: () => dossierLog(path.join(profile, "data/logs")) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until `condition()` holds. */
export async function until(condition, milliseconds) {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms in vain for ${condition}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

/** Settings under which nothing but the file and the language features show. */
const quiet = {
  "chat.disableAIFeatures": true,
  "extensions.autoUpdate": false,
  "files.autoSave": "off",
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

/** What the extension and the server logged. */
function dossierLog(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith("Dossier.log"));
  return files.map((file) => fs.readFileSync(path.join(folder, file), "utf8")).join("\n");
}

function writeJson(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(value));
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
