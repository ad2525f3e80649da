import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parts } from "../src/parts.ts";
import { executablePath, openChromium } from "./browser/chromium.ts";
import { type Visit, visit } from "./browser/visit.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

describe.skipIf(executablePath === undefined)("the reference page, in a real browser", () => {
  let browser: Browser;
  let platform: TestPlatform;
  let opened: Visit;
  beforeAll(async () => {
    platform = await startTestPlatform(parts.operations);
    browser = await openChromium();
    opened = await visit(browser, `${platform.url}/docs`);
    await opened.page.waitForSelector("h1");
    await opened.page.waitForLoadState("networkidle");
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  test("dump", async () => {
    const { page } = opened;
    await page.screenshot({ path: "/tmp/shots/top.png" });
    console.log(opened.errors, opened.requests, await page.title());
    console.log(await page.evaluate(() => document.body.innerText));
    const h = await page.evaluate(() => document.documentElement.scrollHeight);
    console.log(h);
    for (let y = 800, n = 1; y < h && n < 8; y += 850, n++) {
      await page.evaluate((to) => window.scrollTo(0, to), y);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `/tmp/shots/s${n}.png` });
    }
    console.log(await page.evaluate(() => document.body.innerText));
    expect(opened.errors).toEqual([]);
  });
});
