import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createExitFlags, whileBusy } from "./exit-guard.ts";

test("a process may end in the middle of the work", async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), "exit-"));
  const script = `
    import { supervise } from ${JSON.stringify(new URL("./supervisor.ts", import.meta.url).href)};
    const encoder = await supervise(${JSON.stringify(cacheDir)});
    const texts = Array.from({ length: 3000 }, () => "some words to work on");
    encoder.encode(texts, new AbortController().signal).catch(() => undefined);
    setTimeout(() => process.exit(7), 100);`;
  const file = join(cacheDir, "end-early.mjs");
  await writeFile(file, script);
  const code = await new Promise((resolve) => {
    execFile(process.execPath, ["--conditions=platform-source", file], (error) => resolve(error?.code));
  });
  expect(code).toBe(7);
  await rm(cacheDir, { recursive: true });
});

test("starts no work once the process is ending", async () => {
  const flags = createExitFlags();
  expect(await whileBusy(flags, async () => "done")).toBe("done");
  flags[0] = 1;
  await expect(whileBusy(flags, async () => "done")).rejects.toThrow("ending");
  expect([...flags]).toEqual([1, 0]);
});
