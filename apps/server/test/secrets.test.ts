import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWholePlatform, type WholePlatform } from "./whole-platform.ts";

/** One for each way in, so that a find says where it came from. */
const canary = {
  prompt: "canaryPrompt7Kq",
  code: "canaryCode7Kq",
  variable: "canaryVariable7Kq",
  query: "canaryQuery7Kq",
  text: "canaryText7Kq",
  input: "canaryInput7Kq",
  upstream: "canaryUpstream7Kq",
};

let platform: WholePlatform;
const answers: string[] = [];
beforeAll(async () => {
  platform = await startWholePlatform({ PLATFORM_UPSTREAM_API_KEY: canary.upstream }, "trace");
});
afterAll(() => platform.stop());

const ask = async (...asked: Parameters<WholePlatform["ask"]>) => {
  const response = await platform.ask(...asked);
  const text = await response.text();
  // Only failures: an answer may hold what its own caller sent.
  if (!response.ok) answers.push(text);
  return (text.startsWith("{") ? JSON.parse(text) : {}) as { id?: string; key?: string };
};

test("keys, prompts, code, variables and texts are in no log, failure, metric or file but their own", async () => {
  const { key: second = "" } = await ask("POST", "/v1/keys", { name: "second", scopes: ["*"] });
  const messages = [{ role: "user", content: `Who? ${canary.prompt}` }];
  await ask("POST", "/v1/chat/completions", { model: "extract", messages }, second);
  await ask("POST", "/v1/chat/completions", { model: "none", messages }, second);
  const box = await ask("POST", "/v1/sandboxes", { env: { MINE: canary.variable } }, second);
  await ask("POST", `/v1/sandboxes/${box.id}/code`, { code: `raise Exception("${canary.code}")` }, second);
  await ask("POST", `/v1/sandboxes/none/code`, { code: canary.code, env: { A: canary.variable } }, second);
  await ask("POST", "/v1/indexes", { name: "texts" }, second);
  await ask("POST", "/v1/indexes/texts/texts", { texts: [{ id: "a", text: canary.text }] }, second);
  await ask("POST", "/v1/indexes/texts/search/text", { query: canary.query }, second);
  const inputs = { index: "docs", files: [{ name: "a.md", content: canary.input }] };
  const task = await ask("POST", "/v1/tasks", { block: "docs::ingest", inputs }, second);
  await (await platform.ask("GET", `/v1/tasks/${task.id}/events`)).text();
  // A database that fails in the middle: its error holds what was to be written.
  await platform.store.pool.query("alter table sandboxes rename to sandboxes_away");
  await ask("POST", "/v1/sandboxes", { env: { MINE: canary.variable } }, second);
  await platform.store.pool.query("alter table sandboxes_away rename to sandboxes");
  await platform.store.pool.query("alter table tasks rename to tasks_away");
  await ask("POST", "/v1/tasks", { block: "docs::ingest", inputs }, second);
  await platform.store.pool.query("alter table tasks_away rename to tasks");

  expect(answers.length).toBeGreaterThan(3);
  expect(platform.logs.length).toBeGreaterThan(10);
  const metrics = await (await fetch(`${platform.url}/metrics`)).text();
  const ready = await (await fetch(`${platform.url}/readyz`)).text();
  for (const secret of [...Object.values(canary), second, platform.key]) {
    const shown = { logs: platform.logs.join(""), answers: answers.join(""), metrics, ready };
    for (const [where, text] of Object.entries(shown)) {
      expect(text.includes(secret), `${secret.slice(0, 12)} in ${where}`).toBe(false);
    }
  }

  const found = (secret: string) => filesWith(platform.dataDir, secret);
  // A key is kept by its hash alone; the first is handed over in a file of its own.
  expect(found(second)).toEqual([]);
  expect(found(platform.key)).toEqual([join(platform.dataDir, "bootstrap-key")]);
  expect(statSync(join(platform.dataDir, "bootstrap-key")).mode & 0o777).toBe(0o600);
  expect(found(canary.upstream)).toEqual([]);
  for (const secret of [canary.prompt, canary.query, canary.code]) expect(found(secret)).toEqual([]);
  // What is to be kept is in the database alone.
  const outside = (path: string) => !path.startsWith(join(platform.dataDir, "postgres"));
  for (const secret of [canary.variable, canary.text, canary.input])
    expect(found(secret).filter(outside)).toEqual([]);
});

/** Files below a folder that hold the text. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
