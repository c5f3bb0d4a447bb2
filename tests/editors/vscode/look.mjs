// How VS Code looks in pictures, and what they begin with.

/** Settings under which the file has the window to itself. */
export const settings = {
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
};

/** Opens an agent by its name. */
export async function openAgent(page, name) {
  await page.waitForSelector(".explorer-folders-view");
  await page.keyboard.press("Control+P");
  await page.waitForSelector(".quick-input-widget input");
  await page.keyboard.type(`agents/${name}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: `${name}.md` }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForSelector(`.tab.active[data-resource-name="${name}.md"]`);
}
