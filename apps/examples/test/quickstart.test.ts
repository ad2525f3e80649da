import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { run } from "./run.ts";

// Most tests start a server, for which a busy machine needs a while.
vi.setConfig({ testTimeout: 120_000 });

const program = "quickstart/main.ts";
let folder = "";
let env: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-quickstart-test-"));
  // Its server's data lies in here too, so that what is left over can be seen.
  env = { TMPDIR: join(folder, "tmp"), INIT_CWD: folder };
  await mkdir(join(folder, "tmp"));
  await write("my notes/Größe & Maß.md", "# Mietvertrag\n\nThe lease ends on 31 March 2027.\n");
  await write("my notes/Übersicht/gärten.html", "<title>Garden</title><p>Water the tomatoes in summer.</p>");
  await write("my notes/a file.txt", "The brakes of the bicycle were replaced in May.\u001b[31m\n");
  await write("pictures/photo.png", "no text");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

/** Data folders of servers that were not taken away. */
async function left(): Promise<string[]> {
  return (await readdir(join(folder, "tmp"))).filter((name) => name.startsWith("platform-"));
}

test("answers from the user's documents, and its costs add up", async () => {
  const asked = ["--docs", "my notes", "--question", "When does the lease end?"];
  const { code, stdout, stderr } = await run(program, asked, env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^ {3}3 files became \d+ passages of the index "documents"$/m);
  expect(stdout).toMatch(/^ {3}"The lease ends on 31 March 2027\." \[1\]$/m);
  expect(stdout).toMatch(/^ {3}Python in the sandbox has looked at passages: \d$/m);
  expect(stdout).toMatch(/^ {3}equal, to the last digit$/m);
  // Into a pipe go plain lines, whatever the documents hold, none wider than a page or with a blank end.
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  expect(stdout.split("\n").filter((line) => line.length > 100 || line.endsWith(" "))).toEqual([]);
  expect(await left()).toEqual([]);
});

test("says so when there is nothing to read", async () => {
  const { code, stderr } = await run(program, ["--docs", "pictures"], env);
  expect(code).toBe(1);
  const reason = `There is nothing to read in ${join(folder, "pictures")}: put Markdown, HTML or text`;
  expect(stderr).toContain(reason);
  expect(await left()).toEqual([]);
});

test.for([
  [["--docs", "nowhere"], "there is no folder"],
  [["--docs", "my notes/a file.txt"], "is a file; give its folder"],
  [["--question", " "], "--question must not be empty"],
  [["--documents", "x"], "Unknown option '--documents'"],
] as const)("%j is refused before anything is started", async ([args, reason]) => {
  const { code, stdout, stderr } = await run(program, args, env);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(reason);
  expect(stderr).toContain("npm run quickstart -- [--docs FOLDER]");
});

test("--help prints the options and nothing else", async () => {
  const { code, stdout, stderr } = await run(program, ["--help"], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const option of ["--docs", "--question", "--keep", "--help"]) expect(stdout).toContain(`  ${option} `);
});
