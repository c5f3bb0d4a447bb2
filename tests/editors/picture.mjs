// The page of `dossier graph --format html` in Chromium.
//
//   picture.mjs DOSSIER_BINARY TEAMS

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [binary, teams] = process.argv.slice(2);
const many = { maxBuffer: 64 * 1024 * 1024, encoding: "utf8" };

/** Writes agents into a folder of their own. */
function team(name, agents) {
  const folder = path.join(teams, name);
  for (const [file, text] of Object.entries(agents)) {
    const whole = path.join(folder, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, text);
  }
  return folder;
}

const agent = (name, text) => `---\nname: ${JSON.stringify(name)}\ndescription: ${JSON.stringify(`The one called ${name}.`)}\n---\n${text}\n`;

/** So many agents in folders of ten, each of which names the next one. */
function large(count) {
  const agents = Array.from({ length: count }, (_, at) => {
    const folder = `collection/part-${String(Math.floor(at / 10)).padStart(3, "0")}/agents`;
    return [`${folder}/agent-no-${at}.md`, agent(`agent-no-${at}`, `Delegate to agent-no-${at + 1}.`)];
  });
  return team(`large-${count}`, Object.fromEntries(agents));
}

/** So many agents, each of which names so many others, most of them those behind it. */
function dense(count, each) {
  const agents = Array.from({ length: count }, (_, at) => {
    const whom = Array.from({ length: each }, (_, it) => `Delegate to agent-no-${(at + it * it + 1 + (at + it) % 3) % count}.`);
    return [`.claude/agents/agent-no-${at}.md`, agent(`agent-no-${at}`, whom.join("\n"))];
  });
  return team(`dense-${count}`, Object.fromEntries(agents));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

/** Opens the page of a folder. Whatever the page complains of, or wants to load, is a fault. */
async function opened(folder, options = {}) {
  const file = path.join(folder, "team.html");
  fs.writeFileSync(file, execFileSync(binary, ["graph", "--format", "html"], { cwd: folder, ...many }));
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options });
  page.faults = [];
  page.on("console", (message) => page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(error.stack));
  page.on("dialog", (dialog) => page.faults.push(`a dialog: ${dialog.message()}`));
  page.on("request", (request) => request.url() !== pathToFileURL(file).href && page.faults.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("html[data-drawn]");
  return page;
}

/** The smallest letters of what is drawn, in pixels of the screen. */
const smallest = (page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll("#view text")].filter((it) => it.getBoundingClientRect().width > 0);
    return Math.min(...shown.map((it) => parseFloat(getComputedStyle(it).fontSize) * it.getScreenCTM().a));
  });

/** True if all of the drawing is in the window. */
const inSight = (page) =>
  page.evaluate(() => {
    const [all, window] = ["view", "picture"].map((id) => document.getElementById(id).getBoundingClientRect());
    return all.left >= window.left && all.right <= window.right && all.top >= window.top && all.bottom <= window.bottom;
  });

/** How each kind is drawn: its outline, the colour of that beside the ground, and that colour's contrast to it. */
const kindsOf = (page) =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const light = (color) => {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((it) => {
        const part = it / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const ground = light(getComputedStyle(document.body).backgroundColor);
    const stroke = (selector) => getComputedStyle(document.querySelector(selector)).stroke;
    const kinds = ["agent", "skill", "command", "rule", "output-style", "memory"].map((kind) => ({
      kind,
      outline: document.querySelector(`#kind-${kind}`).innerHTML,
      color: stroke(`.inside > .${kind} > .shape`),
    }));
    const named = light(getComputedStyle(document.querySelector(".inside .name")).fill);
    return {
      outlines: new Set(kinds.map((it) => it.outline)).size,
      colors: new Set(kinds.map((it) => it.color)).size,
      least: Math.min(...kinds.map((it) => contrast(light(it.color), ground))),
      words: contrast(named, ground),
      lines: contrast(light(stroke(".link:not(.cycle)")), ground),
    };
  });

/** Six kinds, each with an outline and a colour of its own that can be seen, and words and lines that stand out. */
function areToldApart(found, least) {
  const { outlines, colors } = found;
  assert.deepEqual([outlines, colors], [6, 6], JSON.stringify(found));
  assert.ok(found.least >= 3 && found.words >= least && found.lines >= least, JSON.stringify(found));
}

const lit = (page) => page.locator(".node.lit .name").allTextContents();
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? "");

const checks = {
  "a small team is a diagram with a line for each link": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    assert.equal(await page.locator(".inside > .node").count(), 17);
    assert.ok((await page.locator("#view path.link").count()) > 30);
    assert.ok(await inSight(page));
    return page;
  },

  "what is searched for stays lit, and is listed": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    await page.keyboard.press("/");
    await page.keyboard.type("incident");
    assert.deepEqual(await lit(page), ["incident-commander"]);
    assert.equal(await page.locator("#panel li button").count(), 1);
    return page;
  },

  "who is in focus shows who names it, step by step, with sentences that lead to their places": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    await page.locator('.node:has-text("prompt-engineering")').click();
    assert.deepEqual((await lit(page)).sort(), ["model-evaluation", "prompt-engineering", "senior-ml-engineer"]);
    await page.locator("#panel button.times").first().click();
    const link = page.locator("#panel .sentences a").first();
    assert.match(await link.getAttribute("href"), /^\.\/\.claude\/agents\/senior-ml-engineer\.md#L\d+$/);
    await page.getByLabel("One step more").click();
    assert.ok((await lit(page)).length > 5);
    await page.keyboard.press("Escape");
    assert.deepEqual(await lit(page), []);
    return page;
  },

  "a line shows its sentences": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    await page.evaluate(() => document.querySelector("#view path.link").dispatchEvent(new MouseEvent("click", { bubbles: true })));
    assert.ok((await page.locator("#panel .sentences mark").count()) > 0);
    return page;
  },

  "the keyboard reaches everything": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    await page.locator("#picture").focus();
    const met = new Set();
    for (const key of ["Down", "Down", "Right", "Left", "Down", "Right", "Up"]) {
      await page.keyboard.press(`Arrow${key}`);
      met.add(await focused(page));
    }
    assert.ok(met.size >= 3 && ![...met].includes(""), [...met].join("; "));
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#panel h1").count(), 1);
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.getElementById("panel").contains(document.activeElement)));
    return page;
  },

  "a dense team has a line for each link, and can be read at first sight": async () => {
    let page;
    for (const [count, each] of [[20, 3], [40, 4]]) {
      await page?.close();
      page = await opened(dense(count, each));
      assert.ok(await inSight(page));
      assert.equal(await page.locator("#view path.link").count(), count * each);
      assert.ok((await smallest(page)) >= 9, `${count}: ${await smallest(page)} pixels`);
      // Of the lines that run together, those of one agent are lit alone.
      await page.locator(".inside > .node").nth(5).click();
      const shown = await page.locator("#view path.link.lit").count();
      assert.ok(shown > each && shown < 4 * each, `${shown} lines`);
      assert.equal(await page.locator(".ray").count(), 0);
    }
    return page;
  },

  "150 agents can be read at first sight": async () => {
    const page = await opened(large(150));
    assert.ok(await inSight(page));
    assert.equal(await page.locator(".inside > .node").count(), 150);
    assert.ok((await smallest(page)) >= 9, `${await smallest(page)} pixels`);
    return page;
  },

  "of 1,000 agents the groups are drawn, and unfolding goes near": async () => {
    const page = await opened(large(1000));
    assert.ok(await inSight(page));
    assert.equal(await page.locator(".inside > .node").count(), 0);
    assert.ok((await smallest(page)) >= 9, `${await smallest(page)} pixels`);
    // Beside the names that stand in it.
    await page.locator(".group .box").nth(3).dblclick({ position: { x: 5, y: 40 } });
    assert.ok((await page.locator(".inside > .node").count()) >= 10);
    assert.ok((await page.locator(".inside > .node .name").first().boundingBox()).height >= 9);
    await page.keyboard.press("0");
    assert.ok(await inSight(page));
    return page;
  },

  "whom a group depends on stays in sight after a click on it, and the others step back": async () => {
    const page = await opened(large(1000));
    const scale = () => page.evaluate(() => document.getElementById("view").getCTM().a);
    const before = await scale();
    await page.locator(".group .box").nth(3).click({ position: { x: 5, y: 40 } });
    assert.equal(await scale(), before);
    const lit = page.locator(".heads > .lit .title");
    assert.deepEqual(await lit.allTextContents(), ["part-006 … part-008", "part-009 … part-011", "part-012 … part-014"]);
    assert.equal(await page.locator("#view path.bundle.lit").count(), 2);
    assert.deepEqual(await page.locator("#panel h2").allTextContents(), ["Depends on", "Depended on by", "Who is in it (30)"]);
    return page;
  },

  "the list says where everybody is, where most are named by nobody, and what is not drawn": async () => {
    const alone = (count) => Array.from({ length: count }, (_, at) => `alone-${at}`);
    const folders = { one: ["shared", ...alone(20)], two: ["shared", ...alone(30)], three: ["last"] };
    const files = Object.entries(folders).flatMap(([folder, names]) => names.map((name) => [
      `collection/${folder}/agents/${folder}-${name}.md`,
      agent(`${folder}-${name}`, name === "shared" ? "Delegate to three-last." : name === "last" ? "Delegate to one-shared. Delegate to two-shared." : "Nothing."),
    ]));
    const page = await opened(team("grouped", Object.fromEntries(files)));
    const text = async (selector) => (await page.locator(selector).allTextContents()).join("; ");
    assert.equal(await text("#panel summary"), "two/agents30 of 31; one/agents20 of 21");
    assert.equal(await text("#panel .cycle"), "one-sharedone/agents → three-lastcollection → one-shared");
    await page.close();
    const more = await opened(large(1000));
    const [, drawn, all] = /(\d+) of (\d+) are drawn/.exec(await more.locator("#panel").textContent()) ?? [];
    assert.deepEqual([drawn, all], ["17", "33"]);
    return more;
  },

  "what the signs mean is told of those in the picture, and stays folded where it is folded": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    const told = await page.locator("#signs li").allInnerTexts();
    assert.ok(await page.locator("#signs ul").isVisible());
    for (const words of ["memory file", "delegates", "how many others name it", "probably", "read without being named", "on a cycle"]) {
      assert.ok(told.some((it) => it.includes(words)), `${words} in ${told.join("; ")}`);
    }
    assert.ok(!told.some((it) => /dashed: an agent|between groups|red/.test(it)), told.join("; "));
    await page.locator("#signs summary").click();
    assert.ok(!(await page.locator("#signs ul").isVisible()));
    await page.close();
    const many = await opened(path.join(teams, "large-1000"));
    await many.locator("#signs").evaluate((it) => (it.open = true));
    const others = (await many.locator("#signs li").allInnerTexts()).join("; ");
    assert.match(others, /the files of the group.*pairs of files.*dashed: an agent/s);
    return many;
  },

  "lines between groups are drawn over no other group": async () => {
    const page = await opened(large(400));
    const over = await page.evaluate(() => {
      const { groups, bundles } = JSON.parse(document.getElementById("data").textContent);
      const drawn = [...document.querySelectorAll("#view path.bundle:not(.minor)")];
      const found = drawn.flatMap((path) => {
        const { from, to } = bundles[Number(path.dataset.bundle)];
        const length = path.getTotalLength();
        const points = Array.from({ length: Math.ceil(length / 2) }, (_, at) => path.getPointAtLength(at * 2));
        const others = groups.filter((_, at) => at !== from && at !== to);
        return others.filter(({ x, y, w, h }) =>
          points.some((it) => x + 1 < it.x && it.x < x + w - 1 && y + 1 < it.y && it.y < y + h - 1));
      });
      return [drawn.length, found.length];
    });
    assert.ok(over[0] > 10 && over[1] === 0, `${over}`);
    return page;
  },

  "names that mean something to a page are names": async () => {
    const names = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "'\"&amp;`${alert(3)}`", "a\u202eb"];
    const agents = names.map((name, at) => [`.claude/agents/no-${at}.md`, agent(name, `Use the \`${names[0]}\` agent. skills: x`)]);
    const page = await opened(team("hostile", Object.fromEntries(agents)));
    assert.equal(await page.locator(".inside > .node").count(), 4);
    await page.locator(".inside > .node").first().click();
    assert.equal(await page.locator("#panel h1").textContent(), names[0]);
    await page.keyboard.press("/");
    await page.keyboard.type("<img");
    assert.equal(await page.locator(".node.lit").count(), 1);
    return page;
  },

  "nothing runs that is not the page's own": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.body.append(script);
      return globalThis.ran === true;
    });
    assert.equal(ran, false);
    assert.ok(page.faults.some((fault) => fault.includes("Content Security Policy")));
    page.faults = [];
    return page;
  },

  "kinds are told apart by outline and by colour, whoever chooses the colours": async () => {
    for (const colorScheme of ["dark", "light"]) {
      for (const [wanted, least] of [[{}, 4], [{ contrast: "more" }, 7], [{ forcedColors: "active" }, 7]]) {
        const page = await opened(path.join(teams, "ml-team"), { colorScheme, ...wanted });
        areToldApart(await kindsOf(page), least);
        assert.deepEqual(page.faults, []);
        await page.close();
      }
    }
  },

  "kinds are told apart in an editor of high contrast": async () => {
    const page = await opened(path.join(teams, "ml-team"));
    for (const [theme, names, ground, text] of [
      ["dark", ["vscode-high-contrast"], "#000000", "#ffffff"],
      ["light", ["vscode-high-contrast", "vscode-high-contrast-light"], "#ffffff", "#292929"],
    ]) {
      await page.evaluate(([theme, names, ground, text]) => {
        const own = { "editor-background": ground, "editor-foreground": text, "editorWidget-background": ground, "descriptionForeground": text };
        Object.entries(own).forEach(([name, color]) => document.documentElement.style.setProperty(`--vscode-${name}`, color));
        document.documentElement.setAttribute("data-theme", theme);
        document.body.className = names.join(" ");
      }, [theme, names, ground, text]);
      areToldApart(await kindsOf(page), 7);
    }
    return page;
  },

  "dark and light are told apart": async () => {
    const grounds = [];
    for (const colorScheme of ["dark", "light"]) {
      const page = await opened(path.join(teams, "ml-team"), { colorScheme });
      grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await page.close();
    }
    assert.notEqual(grounds[0], grounds[1]);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    const page = await check();
    assert.deepEqual(page?.faults ?? [], [], "what the page complains of");
    await page?.close();
    console.log(`ok  ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
