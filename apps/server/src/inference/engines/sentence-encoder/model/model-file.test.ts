import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { modelFile } from "./model-file.ts";

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "model-"));
});
afterEach(() => rm(cacheDir, { recursive: true }));

test("makes the model once, with its notice and nothing left over", async () => {
  const path = await modelFile(cacheDir);
  const made = await stat(path);
  expect(made.size).toBeGreaterThan(28_000_000);
  expect((await readdir(cacheDir)).toSorted()).toEqual(
    [basename(path), "universal-sentence-encoder-lite-NOTICE.txt"].toSorted(),
  );
  expect(await modelFile(cacheDir)).toBe(path);
  expect((await stat(path)).ino).toBe(made.ino);
});

test("states the licence and the change", async () => {
  await modelFile(cacheDir);
  const notice = await readFile(join(cacheDir, "universal-sentence-encoder-lite-NOTICE.txt"), "utf8");
  expect(notice).toMatch(/Apache License, Version 2\.0/);
  expect(notice).toMatch(/written anew in the ONNX format/);
});

test.each([
  ["cut short", (path: string) => truncate(path, 1000)],
  ["longer", (path: string) => appendFile(path, "x")],
])("makes it again when it is %s", async (_, damage) => {
  const path = await modelFile(cacheDir);
  const { size } = await stat(path);
  await damage(path);
  expect(await modelFile(cacheDir)).toBe(path);
  expect((await stat(path)).size).toBe(size);
});

test("leaves alone what is not its own", async () => {
  await appendFile(join(cacheDir, "other.onnx"), "kept");
  await modelFile(cacheDir);
  expect(await readFile(join(cacheDir, "other.onnx"), "utf8")).toBe("kept");
});
