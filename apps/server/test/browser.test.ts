import { createToken } from "@platform/account";
import { listUsage } from "@platform/costops";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { executablePath, openChromium } from "./browser/chromium.ts";
import { bundleProgram, openSite, type Site } from "./browser/site.ts";
import { type Visit, visit } from "./browser/visit.ts";
import { serveWait, witnessed } from "./example-streams.ts";
import { openInference, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

describe.skipIf(executablePath === undefined)("a page of another origin, in a real browser", () => {
  let browser: Browser;
  let site: Site;
  let stranger: Site;
  let platform: TestPlatform;
  let inference: TestInference;
  let opened: Visit;
  let access: { url: string; key: string };
  beforeAll(async () => {
    const program = await bundleProgram();
    [site, stranger] = await Promise.all([openSite(program), openSite(program)]);
    inference = await openInference({ gguf: "endless" });
    const operations = [...accountOperations, ...costopsOperations, ...inferenceOperations, serveWait];
    platform = await startTestPlatform(operations, inference.engines, { corsOrigins: [site.origin] });
    const scopes = ["costops:*", "inference:*"];
    const { token } = await createToken(platform.client, { scopes });
    access = { url: platform.url, key: token };
    browser = await openChromium();
    opened = await visit(browser, site.origin);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([platform.stop(), site.close(), stranger.close()]);
    await inference.close();
  });

  test("nothing of Node is there, and the bundle does not miss it", async () => {
    const types = await opened.page.evaluate(() =>
      ["process", "Buffer", "require", "global", "setImmediate", "__dirname"].map(
        (name) => typeof (globalThis as Record<string, unknown>)[name],
      ),
    );
    expect(new Set(types)).toEqual(new Set(["undefined"]));
    expect(await opened.call("health", access)).toBe("0.0.0");
    expect(opened.errors).toEqual([]);
  });

  test("usage is submitted and listed page by page", async () => {
    expect(await opened.call("submitAndList", access, 5, 2)).toEqual([
      ["model-5", "model-4"],
      ["model-3", "model-2"],
      ["model-1"],
    ]);
    expect(platform.logs.some((line) => line.includes('"operation":"preflight","status":204'))).toBe(true);
  });

  test("a key as text is refused in a page before anything is sent", async () => {
    const refused = opened.call("submitAndList", { ...access, key: platform.project.key }, 1, 1);
    await expect(refused).rejects.toThrow("Anyone can read an API key in a page");
  });

  test("a page reads the headers it needs", async () => {
    const id = await opened.page.evaluate(
      async (url) => (await fetch(`${url}/livez`)).headers.get("x-request-id"),
      platform.url,
    );
    expect(id).toMatch(/^req_/);
  });

  test("errors are typed", async () => {
    const known = { isPlatformError: true, requestId: expect.stringMatching(/^req_/) };
    expect(await opened.call("submitOnce", { ...access, key: "tok_wrong" })).toMatchObject({
      ...known,
      name: "AuthenticationError",
      code: "api_key_invalid",
    });
    expect(await opened.call("submitForOthers", access)).toMatchObject({
      ...known,
      name: "NotFoundError",
      code: "organization_not_found",
      param: "organizationId",
    });
  });

  test("a chat streams to its end, and left early it stops the model", async () => {
    expect(await opened.call("chat", access)).toBe("aba");
    expect(await opened.call("leaveChat", access, "left", 4)).toMatch(/^abab/);
    const rows = () => listUsage(platform.client, { runId: "left" }).all();
    // Only of an answer that was cut short are the tokens estimated.
    await expect.poll(rows, { timeout: 20_000 }).toMatchObject([{ tags: { tokens: "estimated" } }]);
  });

  test("OpenAI's own client works from a page as well", async () => {
    expect(await opened.call("openaiChat", access)).toBe("aba");
  });

  test("a call is aborted, in the page and on the server", async () => {
    const before = { ...witnessed };
    const waiting = opened.call("waitForever", access);
    await vi.waitUntil(() => witnessed.waiting === before.waiting + 1, { timeout: 20_000 });
    await opened.call("abort");
    expect(await waiting).toMatchObject({ isAborted: true, name: "AbortedError" });
    await vi.waitUntil(() => witnessed.aborted === before.aborted + 1, { timeout: 20_000 });
  });

  test("a page of an origin that is not listed is refused before anything happens", async () => {
    const { call, errors, page } = await visit(browser, stranger.origin);
    const rowsBefore = platform.logs.filter((line) => line.includes('"operation":"submitUsage"')).length;
    expect(await call("submitOnce", access)).toMatchObject({
      name: "ConnectionError",
      isPlatformError: true,
    });
    expect(errors.join()).toContain("blocked by CORS policy");
    const rows = platform.logs.filter((line) => line.includes('"operation":"submitUsage"')).length;
    expect(rows).toBe(rowsBefore);
    await page.close();
  });
});
