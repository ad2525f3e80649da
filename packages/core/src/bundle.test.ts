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

test.each([
  ["alone", 5_000],
  ["action", 6_500],
  ["stream", 8_000],
] as const)("%s is within its %i bytes", async (program, bytes) => {
  const { code } = await bundle(program, "browser");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(bytes);
});

test("what is not used leaves nothing in a bundle", async () => {
  const { code } = await bundle("action", "browser");
  for (const unused of [
    "WebSocket",
    "TextDecoder",
    "poll_timeout",
    "nextCursor",
    "invalid_concurrency",
    "tus-resumable",
    "if-range",
  ])
    expect(code).not.toContain(unused);
  expect((await bundle("all", "browser")).code).toContain("TextDecoder");
});

test("no layer leaves a byte in a bundle that does not use it", async () => {
  const layers = async (program: "all" | "action" | "stream") => {
    // The package is published as one file, in which `sideEffects: false` says nothing of its parts.
    const { kept } = await bundle(program, "browser", true);
    return kept.flatMap((input) => /\/use\/([^/]+)\.ts$/.exec(input)?.[1] ?? []);
  };
  expect(await layers("all")).toEqual(
    expect.arrayContaining([
      "cache",
      "circuit-breaker",
      "concurrency",
      "dedupe",
      "hooks",
      "logger",
      "rate-limit",
    ]),
  );
  for (const program of ["action", "stream"] as const) {
    // The seam itself is in every program.
    expect((await layers(program)).filter((name) => name !== "ambient" && name !== "hub")).toEqual([]);
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
