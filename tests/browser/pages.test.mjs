// The report's pages as people use them: in a browser, with a keyboard, on a phone, in another language.
// Run by tests/browser/run, which makes the pages first; REPORT is their folder.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const report = path.resolve(process.env.REPORT);
const shots = process.env.SHOTS && path.resolve(process.env.SHOTS);
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const address = (file) => pathToFileURL(path.join(report, file)).href;
const PAGES = ["summary.html", "summary.lt.html", "summary.hu.html", "evidence.html",
  "notebooks/1_outcomes_against_targets.html", "notebooks/3_how_we_know.html", "notebooks/4_gaps_and_doubts.html"];

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  if (shots) mkdirSync(shots, { recursive: true });
});
after(() => browser.close());

// A page that notes whatever it asks of the world and whatever goes wrong in it.
async function open(file, { width = 1200, height = 900, hash = "", bypass = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, bypassCSP: bypass });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const notes = { requests: [], errors: [] };
  page.on("request", (request) => { if (!request.url().startsWith("file:")) notes.requests.push(request.url()); });
  page.on("pageerror", (error) => notes.errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") notes.errors.push(message.text()); });
  page.on("dialog", (dialog) => { notes.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address(file.replace(/\?.*/, "")) + (file.match(/\?.*/)?.[0] ?? "") + hash);
  return { context, page, notes };
}

for (const file of PAGES) {
  test(`${file}: no request leaves the machine, no error, no script of a document runs`, async () => {
    const { context, page, notes } = await open(file);
    await page.waitForTimeout(150);
    assert.deepEqual(notes, { requests: [], errors: [] });
    assert.equal(await page.evaluate(() => window.ran), undefined);
    await context.close();
  });

  for (const [kind, width] of [["laptop", 1280], ["phone", 390]]) {
    test(`${file}: axe finds nothing at ${kind} width`, async () => {
      const { context, page } = await open(file, { width, bypass: true });
      for (const details of await page.$$("details")) await details.evaluate((element) => { element.open = true; });
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }));
      const found = result.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target).join(" | ")}`);
      assert.deepEqual(found, []);
      await context.close();
    });

    test(`${file}: nothing runs over the edge at ${kind} width`, async () => {
      const { context, page } = await open(file, { width });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
      if (shots) await page.screenshot({ path: path.join(shots, `${file.replaceAll("/", "-")}-${kind}.png`), fullPage: true });
      await context.close();
    });
  }
}

test("a click on a chart's mark lands on the highlighted sentence", async () => {
  const { context, page, notes } = await open("summary.html");
  const mark = page.locator("svg a[aria-label*='at least 120']").first();
  await mark.click();
  await page.waitForURL(/evidence\.html#[0-9a-f]{16}$/);
  const now = page.locator("#text mark.now");
  assert.equal(await now.first().textContent(), "At least 120 young people");
  assert.ok(await now.first().isVisible());
  const box = await now.first().boundingBox();
  assert.ok(box.y > 0 && box.y < 900, "the sentence is on the screen");
  assert.match(await page.locator("#selected").textContent(), /at least 120/);
  assert.deepEqual(notes.errors, []);
  await context.close();
});

test("the same way works with the keyboard alone", async () => {
  const { context, page } = await open("summary.html");
  const mark = page.locator("svg a[aria-label*='at least 120']").first();
  await mark.focus();
  assert.equal(await page.evaluate(() => document.activeElement.tagName.toLowerCase()), "a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/evidence\.html#/);
  assert.equal(await page.locator("#text mark.now").first().textContent(), "At least 120 young people");
  await context.close();
});

test("on a phone the words of charts are legible and no table runs sideways", async () => {
  const { context, page } = await open("summary.html", { width: 390 });
  for (const details of await page.$$("details")) await details.evaluate((element) => { element.open = true; });
  const sizes = await page.evaluate(() => [...document.querySelectorAll("svg text")]
    .filter((text) => text.getClientRects().length)
    .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.clientWidth
      / text.ownerSVGElement.viewBox.baseVal.width));
  assert.ok(sizes.length > 20);
  assert.ok(Math.min(...sizes) >= 10, `the smallest words are ${Math.min(...sizes)} pixels high`);
  const wide = await page.evaluate(() => [...document.querySelectorAll(".scroll, .picture")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1).length);
  assert.equal(wide, 0);
  await context.close();
});

test("a number in a table leads to its words too", async () => {
  const { context, page } = await open("summary.html");
  await page.locator("section.project td a:visible", { hasText: "40,000" }).first().click();
  assert.equal(await page.locator("#text mark.now").first().textContent(), "EUR 40 000");
  await context.close();
});

test("characters beyond the first plane do not move a mark", async () => {
  const { context, page } = await open("summary.html");
  await page.locator("section.project td a:visible", { hasText: "30 to 40" }).first().click();
  const pieces = await page.locator("#text mark.now").allTextContents();
  assert.equal(pieces.join(""), "Between 30 and 40</b> singers");
  await context.close();
});

test("an evaluator's result names its source and no document", async () => {
  const { context, page } = await open("summary.html");
  await page.locator("section.project td a:visible", { hasText: "at least 500" }).first().click();
  assert.match(await page.locator("#selected").textContent(), /visits to the fair.*example\.org\/poster/s);
  await context.close();
});

test("a passage that is no row can be pointed at", async () => {
  const { context, page } = await open("evidence.html", { hash: "#youth.txt@0-16" });
  assert.equal((await page.locator("#text mark.now").allTextContents()).join(""), "Garden of voices");
  await context.close();
});

test("the summary changes its language and keeps it on the way to the evidence", async () => {
  const { context, page } = await open("summary.html");
  await page.getByRole("link", { name: "Lietuvių" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "lt");
  await page.locator("section.project td a:visible", { hasText: "ne mažiau kaip 120" }).first().click();
  assert.equal(await page.locator("html").getAttribute("lang"), "lt");
  assert.match(await page.locator("#selected").textContent(), /ne mažiau kaip 120/);
  await page.locator("#back").click();
  await page.waitForURL(/summary\.lt\.html/);
  await context.close();
});

test("the evidence changes its language in place", async () => {
  const { context, page } = await open("evidence.html");
  await page.locator("#language").selectOption("hu");
  assert.equal(await page.locator("html").getAttribute("lang"), "hu");
  assert.match(await page.locator("h1").textContent(), /Bizonyítékok/);
  await context.close();
});

test("filters by indicator, role, document and finding narrow the list and can be undone", async () => {
  const { context, page } = await open("evidence.html");
  const count = () => page.locator("#list button").count();
  const all = await count();
  await page.locator("#f-indicator").selectOption("budget");
  assert.equal(await count(), 3);
  await page.locator("#f-role").selectOption("actual");
  assert.equal(await count(), 0);
  await page.getByRole("button", { name: "Show everything" }).click();
  await page.waitForFunction((number) => document.querySelectorAll("#list button").length === number, all);
  await page.locator("#f-finding").selectOption({ index: 1 });
  assert.equal(await count(), 2);
  await page.locator("#f-finding").selectOption("");
  await page.locator("#f-search").fill("readers");
  assert.equal(await count(), 1);
  await context.close();
});

test("an address that leads nowhere says so", async () => {
  const { context, page, notes } = await open("evidence.html", { hash: "#ffffffffffffffff" });
  assert.match(await page.locator("#selected").textContent(), /nothing under the address/);
  assert.deepEqual(notes.errors, []);
  await context.close();
});

test("a quote in a notebook's page leads to its sentence", async () => {
  const { context, page } = await open("notebooks/3_how_we_know.html");
  await page.locator("td a", { hasText: "8 workshops" }).first().click();
  assert.equal(await page.locator("#text mark.now").first().textContent(), "8 workshops");
  await context.close();
});

test("of five hundred documents only what is looked at is drawn", async () => {
  const { context, page } = await open("many/evidence.html");
  assert.equal(await page.locator("#f-document option").count(), 501);
  const drawn = () => page.evaluate(() => document.querySelectorAll("#list *, #text *").length);
  const before = await drawn();
  assert.equal(await page.locator("#list button").count(), 100);
  await page.locator("#f-search").fill("nobody says this");
  assert.equal(await page.locator("#list button").count(), 0);
  await page.locator("#f-search").fill("");
  const last = await page.locator("#list button").last();
  const id = await last.getAttribute("data-id");
  await last.click();
  assert.ok(await page.locator("#text mark.now").first().isVisible());
  assert.equal(await page.locator("#list button[aria-current=true]").getAttribute("data-id"), id);
  assert.ok(await drawn() < before + 100, "another document's marks take the place of the first one's");
  await context.close();
});

test("figures that are no statement are marked in the text and listed only on request", async () => {
  const { context, page } = await open("evidence.html", { hash: "#youth.txt" });
  assert.ok(await page.locator("#text mark.unclaimed_numbers").count() > 0);
  const count = () => page.locator("#list button").count();
  const all = await count();
  await page.locator("#f-table").selectOption("unclaimed_numbers");
  const asked = await count();
  assert.ok(asked > 0);
  const rows = JSON.parse(await page.locator("#data").textContent()).statements;
  assert.equal(asked, rows.filter((row) => row.t === "unclaimed_numbers").length);
  assert.equal(all, rows.length - asked);
  await page.getByRole("button", { name: "Show everything" }).click();
  await page.locator("#text mark.unclaimed_numbers").first().click();
  assert.match(await page.locator("#selected").textContent(), /\S/);
  await context.close();
});

test("the print version holds every project and no navigation", async () => {
  const { context, page } = await open("summary.html", { width: 794 });
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav").isVisible(), false);
  assert.equal(await page.locator("section.project").count(), 3);
  if (shots) await page.screenshot({ path: path.join(shots, "print.png"), fullPage: true });
  await context.close();
});
