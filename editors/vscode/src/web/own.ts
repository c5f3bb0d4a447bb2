// Dossier's own requests, as the server answers them.

import * as vscode from "vscode";
import type { Range } from "../../../../server/browser/client/requests";
import type { OwnRequests } from "../requests";
import { pathOf, uriAt } from "./paths";
import type { Team } from "./team";

type Handlers = {
  [Method in keyof OwnRequests]?: (team: Team, params: OwnRequests[Method]["params"]) => OwnRequests[Method]["result"];
};

const handlers: Handlers = {
  "dossier/describeFile": (team, { uri }) => {
    const path = pathOf(vscode.Uri.parse(uri));
    return path === undefined ? null : team.ask("describe-file", path);
  },
  "dossier/newFile": (team, { kind, name, near }) => {
    const path = near === null ? undefined : pathOf(vscode.Uri.parse(near));
    const { places, text } = team.ask("new-file", { kind, name, near: path ?? null });
    return { places: places.map((it) => ({ uri: uriAt(it).toString(), user: false })), text };
  },
  "dossier/team": (team) =>
    team.ask("team").map(({ path, range, ...member }) => ({
      ...member,
      uri: uriAt(path).toString(),
      range: inProtocol(range),
    })),
  "dossier/picture": (team) => team.ask("picture"),
  "dossier/picturePage": (team) => team.ask("picture-page"),
};

/** Answers a request, or throws why it can't be answered here. */
export function answer<Method extends keyof OwnRequests>(
  team: Team,
  method: Method,
  params: OwnRequests[Method]["params"],
): OwnRequests[Method]["result"] {
  const handler = handlers[method];
  if (handler === undefined) {
    throw new Error("Dossier can't do this in a browser.");
  }
  return handler(team, params);
}

function inProtocol({ start, end }: Range): OwnRequests["dossier/team"]["result"][number]["range"] {
  return {
    start: { line: start.line, character: start.column },
    end: { line: end.line, character: end.column },
  };
}
