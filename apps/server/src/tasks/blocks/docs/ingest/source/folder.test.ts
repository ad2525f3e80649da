import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFolder } from "./find-folder.ts";
import { walkFolder } from "./walk-folder.ts";

let base: string;
let root: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "platform-test-"));
  root = join(base, "docs");
  for (const folder of ["docs/guide", "docs/node_modules/x", "docs/.git", "docs-secret"]) {
    await mkdir(join(base, folder), { recursive: true });
  }
  await writeFile(join(root, "b.md"), "# B");
  await writeFile(join(root, "guide/a.HTML"), "<p>A</p>");
  await writeFile(join(root, "guide/c.csv"), "1,2");
  await writeFile(join(root, "logo.png"), "x");
  await writeFile(join(root, "binary.txt"), Buffer.from([0xff, 0xfe, 0x00]));
  await writeFile(join(root, "big.md"), "x".repeat(5 * 1024 * 1024 + 1));
  await writeFile(join(root, "node_modules/x/readme.md"), "no");
  await writeFile(join(root, ".git/notes.md"), "no");
  await writeFile(join(base, "docs-secret/s.md"), "secret");
  await symlink(join(base, "docs-secret"), join(root, "link"));
  await symlink(join(base, "docs-secret/s.md"), join(root, "link.md"));
});
afterAll(() => rm(base, { recursive: true, force: true }));

test("readable files in a fixed order; everything else is named with its reason", async () => {
  const { sources, skipped } = await walkFolder(root, undefined);
  expect(sources.map(({ name, kind }) => [name, kind])).toEqual([
    ["b.md", "markdown"],
    ["binary.txt", "text"],
    ["guide/a.HTML", "html"],
  ]);
  expect(Object.fromEntries(skipped.map(({ name, reason }) => [name, reason]))).toEqual({
    ".git": "it is hidden",
    "big.md": "it is larger than 5 MiB",
    "guide/c.csv": "its ending is not asked for",
    link: "it is a link",
    "link.md": "it is a link",
    "logo.png": "its ending is not asked for",
    node_modules: "it holds installed packages",
  });
  expect(await sources[0]?.read()).toBe("# B");
  await expect(sources[1]?.read()).rejects.toThrow("it is not UTF-8 text");
});

test("endings can be chosen", async () => {
  const { sources } = await walkFolder(root, ["csv", ".md"]);
  expect(sources.map(({ name, kind }) => `${name} ${kind}`)).toEqual(["b.md markdown", "guide/c.csv text"]);
});

test("a file that became a link after it was listed is not read", async () => {
  const { sources } = await walkFolder(join(root, "guide"), ["csv"]);
  await rm(join(root, "guide/c.csv"));
  await symlink(join(base, "docs-secret/s.md"), join(root, "guide/c.csv"));
  await expect(sources[0]?.read()).rejects.toThrow("it cannot be opened");
});

test("only folders within the allowed ones are found, whatever way they are named", async () => {
  const allowed = [root];
  expect(await findFolder(root, allowed)).toBe(root);
  expect(await findFolder(join(root, "guide/../guide"), allowed)).toBe(join(root, "guide"));
  const outside = "must lie within one of the server's PLATFORM_TASK_FOLDERS";
  for (const folder of [
    base,
    join(base, "docs-secret"),
    join(root, ".."),
    join(root, "link"),
    "/",
    "/nowhere",
  ]) {
    await expect(findFolder(folder, allowed)).rejects.toThrow(outside);
  }
  await expect(findFolder(join(root, "gone"), allowed)).rejects.toThrow("there is no such folder");
  await expect(findFolder(join(base, "later"), [join(base, "later")])).rejects.toThrow(
    "there is no such folder",
  );
  await expect(findFolder(join(root, "b.md"), allowed)).rejects.toThrow("is a file");
  await expect(findFolder(root, [])).rejects.toThrow("lets tasks read no folder");
});
