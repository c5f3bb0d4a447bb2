// Files that somebody drops, chooses or pastes.

/** What of a dropped folder is read: what some program may load, and what such files link to. */
const WANTED = /\.(md|mdc|markdown|toml|json|ya?ml|txt)$/i;
/** Folders of others' code. */
const FOREIGN = /(^|\/)(\.git|node_modules|target|\.venv|__pycache__)(\/|$)/;
/** So many files are read, and so many bytes of each. */
const MOST = 2000;
const LARGEST = 500_000;

/** Texts by path of files with their paths in the dropped folders.
 * @param {{path: string, file: File}[]} found @returns {Promise<Record<string, string>>} */
async function textsOf(found) {
  const wanted = found.filter(({ path, file }) => WANTED.test(path) && !FOREIGN.test(path) && file.size <= LARGEST);
  const texts = await Promise.all(wanted.slice(0, MOST).map(async ({ path, file }) => [path, await file.text()]));
  return Object.fromEntries(withoutTop(texts));
}

/** A folder that holds everything is the team's own; its name says nothing. One with a dot is a program's. */
function withoutTop(texts) {
  const tops = new Set(texts.map(([path]) => (path.includes("/") ? path.split("/")[0] : "")));
  const [top] = tops;
  if (tops.size !== 1 || !top || top.startsWith(".")) {
    return texts;
  }
  return texts.map(([path, text]) => [path.slice(top.length + 1), text]);
}

/** @param {FileList} list */
export const chosen = (list) => textsOf([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })));

/** @param {DataTransfer} transfer */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = [];
  const walk = async (entry) => {
    if (FOREIGN.test(entry.fullPath) || found.length > 4 * MOST) {
      return;
    }
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      found.push({ path: entry.fullPath.replace(/^\//, ""), file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // A reader gives some entries at a time, and none at the end.
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (some.length === 0) {
        return;
      }
      for (const inside of some) {
        await walk(inside);
      }
    }
  };
  for (const entry of entries) {
    await walk(entry);
  }
  return textsOf(found);
}
