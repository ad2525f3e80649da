import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parts } from "../src/parts.ts";
import { executablePath, openChromium } from "./browser/chromium.ts";
import { type Visit, visit } from "./browser/visit.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

interface Document {
  paths: Record<string, Record<string, { summary: string }>>;
}

describe.skipIf(executablePath === undefined)("the reference page, in a real browser", () => {
  let browser: Browser;
  let platform: TestPlatform;
  let opened: Visit;
  beforeAll(async () => {
    platform = await startTestPlatform(parts.operations);
    browser = await openChromium();
    opened = await visit(browser, `${platform.url}/docs`);
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  test("it renders, and lists every operation of the document", async () => {
    const { page } = opened;
    await page.getByRole("heading", { name: "Platform", level: 1 }).waitFor();
    expect(await page.title()).toBe("Platform reference");
    const { paths } = (await (await platform.call("/openapi.json")).json()) as Document;
    const summaries = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ summary }) => summary),
    );
    expect(summaries.length).toBeGreaterThan(8);
    const list = page.locator("aside").first();
    for (const summary of summaries) await list.getByText(summary, { exact: true }).first().waitFor();
  });

  test("its own client reaches this server", async () => {
    const { page } = opened;
    await page.locator("aside").first().getByText("Get health", { exact: true }).click();
    await page.getByRole("button", { name: /Test Request.*\/v1\/health/ }).click();
    const answer = page.waitForResponse((response) => response.url().endsWith("/v1/health"));
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Send/ }).first().click();
    expect((await answer).status()).toBe(200);
    await dialog.getByText("200 OK").first().waitFor();
  });

  test("the console is clean and no request left this server", async () => {
    expect(opened.errors).toEqual([]);
    expect(opened.requests.length).toBeGreaterThan(2);
    const elsewhere = opened.requests.filter(
      (url) => !/^(data|blob):/.test(url) && new URL(url).origin !== platform.url,
    );
    expect(elsewhere).toEqual([]);
  });
});
