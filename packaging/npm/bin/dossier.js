#!/usr/bin/env node
// Runs the server of this platform, which npm has installed as an optional package.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const program = process.platform === "win32" ? "dossier.exe" : "dossier";

// On Linux the package says which C library its program was made for. One that needs none comes second.
const libraries = process.platform === "linux" ? ["-glibc", "-musl"] : [""];
if (process.platform === "linux" && !process.report?.getReport().header.glibcVersionRuntime) {
  libraries.shift();
}

function find() {
  for (const library of libraries) {
    try {
      return require.resolve(`@dossier-ls/${process.platform}-${process.arch}${library}/${program}`);
    } catch {
      // Not installed: the next may be.
    }
  }
  console.error(
    `dossier: there is no program for ${process.platform} ${process.arch} here. If npm was told to leave out ` +
      "optional packages (--omit=optional), install dossier-ls again without that.",
  );
  process.exit(2);
}

const child = spawn(find(), process.argv.slice(2), { stdio: "inherit" });
const forward = (signal) => child.kill(signal);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, forward);
}
child.on("error", (error) => {
  console.error(`dossier: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});
