// How VS Code looks in pictures, and the steps that several of them begin with.

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

/** The middle of `text` on the first line that has `within`, in pixels of the page. */
export function placeOf(page, within, text) {
  const sentence = page.locator(".view-line", { hasText: within }).first();
  return sentence.evaluate((line, wanted) => {
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf(wanted);
      if (at < 0) continue;
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + wanted.length);
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, text);
}
