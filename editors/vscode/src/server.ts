import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { serverPath } from "./settings";

/** A path, or what to tell the user who has no server. */
export type FoundServer = { path: string; problem?: never } | { path?: never; problem: string };

const executable = process.platform === "win32" ? "dossier.exe" : "dossier";

/** The server to start: the setting, else the one that came with the extension, else the one on `PATH`. */
export function findServer(extensionPath: string): FoundServer {
  const chosen = serverPath();
  if (chosen !== "") {
    const path = chosen.startsWith("~/") ? join(homedir(), chosen.slice(2)) : chosen;
    // A relative path would start whatever the folder that is open has there.
    if (!isAbsolute(path)) {
      return { problem: `The setting dossier.server.path is no absolute path: ${chosen}. It may start with ~/.` };
    }
    const fault = faultOf(path);
    return fault === undefined ? { path } : { problem: `The setting dossier.server.path leads to no server: ${fault}.` };
  }
  const path = [join(extensionPath, "server"), ...searchPath()]
    .map((folder) => join(folder, executable))
    .find((path) => faultOf(path) === undefined);
  return path === undefined
    ? { problem: "Dossier server not found on PATH. Install it, or set dossier.server.path." }
    : { path };
}

/**
 * `PATH`, then cargo's folder: an editor started from the desktop often has a shorter `PATH` than a shell.
 * Relative folders would lead into whatever is open.
 */
function searchPath(): string[] {
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const cargoHome = process.env["CARGO_HOME"] ?? join(homedir(), ".cargo");
  return [...path, join(cargoHome, "bin")].filter(isAbsolute);
}

/** Why a path can't be started. */
function faultOf(path: string): string | undefined {
  try {
    if (!statSync(path).isFile()) {
      return `${path} is a folder`;
    }
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "EACCES" ? `${path} may not be executed` : `there is no ${path}`;
  }
}
