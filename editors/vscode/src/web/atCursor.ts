// What is asked at the cursor.

import * as vscode from "vscode";
import type { Item, ItemKind } from "../../../../server/browser/client/requests";
import { uriAt } from "./paths";
import { cursor, toLocation, toRange } from "./places";
import type { Team } from "./team";

const { CompletionItemKind } = vscode;

/** What each kind of item is drawn like: as the server says it. */
const kinds: Record<ItemKind, vscode.CompletionItemKind> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  tool: CompletionItemKind.Function,
  model: CompletionItemKind.EnumMember,
  agent: CompletionItemKind.Class,
  skill: CompletionItemKind.Module,
  command: CompletionItemKind.Event,
  server: CompletionItemKind.Interface,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  heading: CompletionItemKind.Reference,
  template: CompletionItemKind.Snippet,
};

export class Completion implements vscode.CompletionItemProvider {
  constructor(private readonly team: Team) {}

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    _: vscode.CancellationToken,
    { triggerCharacter }: vscode.CompletionContext,
  ): vscode.CompletionList | undefined {
    const at = cursor(document, position);
    const typed = triggerCharacter === undefined ? {} : { typed: triggerCharacter };
    const found = at && this.team.ask("completion", { ...at, ...typed });
    return found ? new vscode.CompletionList(found.items.map(toItem), found.incomplete) : undefined;
  }
}

function toItem(it: Item): vscode.CompletionItem {
  const label = it.detail === null ? it.label : { label: it.label, description: it.detail };
  const item = new vscode.CompletionItem(label, kinds[it.kind]);
  item.insertText = it.snippet ? new vscode.SnippetString(it.text) : it.text;
  item.range = toRange(it.replace);
  item.filterText = it.filter ?? it.label;
  item.sortText = `${String(it.rank).padStart(3, "0")}${it.label}`;
  if (it.doc !== null) {
    item.documentation = new vscode.MarkdownString(it.doc);
  }
  if (it.deprecated) {
    item.tags = [vscode.CompletionItemTag.Deprecated];
  }
  return item;
}

export class Hover implements vscode.HoverProvider {
  constructor(private readonly team: Team) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const at = cursor(document, position);
    const found = at && this.team.ask("hover", at);
    return found ? new vscode.Hover(new vscode.MarkdownString(found.doc), toRange(found.range)) : undefined;
  }
}

export class Definition implements vscode.DefinitionProvider {
  constructor(private readonly team: Team) {}

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.LocationLink[] {
    const at = cursor(document, position);
    const found = at ? this.team.ask("definition", at) : [];
    return found.map(({ path, range, origin }) => ({
      originSelectionRange: toRange(origin),
      targetUri: uriAt(path),
      targetRange: toRange(range),
    }));
  }
}

export class References implements vscode.ReferenceProvider {
  constructor(private readonly team: Team) {}

  provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
  ): vscode.Location[] {
    const at = cursor(document, position);
    return at ? this.team.ask("references", { ...at, definition: includeDeclaration }).map(toLocation) : [];
  }
}
