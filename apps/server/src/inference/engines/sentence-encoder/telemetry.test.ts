import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSentenceEncoder } from "./open-sentence-encoder.ts";

test("the runtime's telemetry, which leaves a log of its own, is not started", async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), "platform-encoder-"));
  const encoder = await openSentenceEncoder({ cacheDir });
  try {
    await encoder.embed("universal-sentence-encoder-lite", ["hello"], new AbortController().signal);
    expect(existsSync(join(tmpdir(), `mat-debug-${process.pid}.log`))).toBe(false);
  } finally {
    await encoder.close();
    await rm(cacheDir, { recursive: true, force: true });
  }
});
