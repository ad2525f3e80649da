import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as v from "valibot";
import { bundle } from "../test/bundle.ts";
import { json, serve } from "../test/server.ts";
import type { Action, Client, ClientOptions } from "./index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "core-bundle-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, code: string) => {
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
};

test.each(["browser", "worker", "workerd", "edge-light", "deno"])(
  "under `%s` nothing of Node is reached",
  async (condition) => {
    const { code, inputs } = await bundle("all", condition);
    expect(inputs.filter((input) => input.includes("node:") || input.includes("discover-node"))).toEqual([]);
    expect(code).not.toMatch(/\brequire\b|import\.meta/);
  },
);

test.each([
  ["alone", 5_000],
  ["action", 6_500],
  ["stream", 8_000],
] as const)("%s is within its %i bytes", async (program, bytes) => {
  const { code } = await bundle(program, "browser");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(bytes);
});

test("importing touches no global that a bare runtime may lack", async () => {
  const { code } = await bundle("all", "browser");
  const file = write("all.mjs", code);
  const program = `
    const lacking = ["fetch", "Headers", "Request", "Response", "WebSocket", "AbortController", "AbortSignal",
      "ReadableStream", "TransformStream", "TextDecoder", "Blob", "URL", "URLSearchParams", "crypto", "process"];
    for (const name of lacking) delete globalThis[name];
    const { everything } = await import(${JSON.stringify(`file://${file}`)});
    console.log(Object.keys(everything).length);`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  expect(Number(out)).toBeGreaterThan(20);
});

test("what is not used leaves nothing in a bundle", async () => {
  const { code } = await bundle("action", "browser");
  for (const unused of ["WebSocket", "TextDecoder", "poll_timeout", "nextCursor"])
    expect(code).not.toContain(unused);
  expect((await bundle("all", "browser")).code).toContain("TextDecoder");
});

test("no layer is in a bundle that does not use it", async () => {
  const marks = {
    cache: "if-none-match",
    circuitBreaker: "circuit_open",
    concurrency: "queue_full",
    dedupe: "traceparent",
    hooks: "responseHeaders",
    logger: "PLATFORM_LOG",
    rateLimit: "maxHoldMs",
  };
  const [all, action, stream] = await Promise.all(
    (["all", "action", "stream"] as const).map((program) => bundle(program, "browser")),
  );
  for (const [layer, mark] of Object.entries(marks)) {
    expect(all?.code, layer).toContain(mark);
    expect(action?.code, layer).not.toContain(mark);
    expect(stream?.code, layer).not.toContain(mark);
  }
});

test("the minified bundle works", async () => {
  await using server = await serve((response, _, count) =>
    count === 1 ? json(response, {}, 503, { "retry-after": "0" }) : json(response, {}, 404),
  );
  const { code } = await bundle("action", "browser");
  (globalThis as { schema?: unknown }).schema = v.unknown();
  interface Program {
    act: Action<object, unknown>;
    client: (options: ClientOptions) => Client;
  }
  const program = (await import(/* @vite-ignore */ write("action.mjs", code))) as Program;
  const called = program.act(program.client({ apiKey: "key", baseUrl: server.url }));
  await expect(called).rejects.toMatchObject({ name: "NotFoundError", attempts: 2 });
});
