import { ValidationError } from "@platform/core";
import { runCode, type SandboxHandle } from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SandboxPlatform, startSandboxPlatform, until } from "./sandbox-platform.ts";

let platform: SandboxPlatform;
let box: SandboxHandle;
beforeAll(async () => {
  platform = await startSandboxPlatform();
  box = await platform.box({ env: { GREETING: "hello" } });
});
afterAll(() => platform.stop());

test("each language runs its code; the template says which one code is taken for", async () => {
  expect(await box.runCode("print(6 * 7)")).toMatchObject({ exitCode: 0, stdout: "42\n", stderr: "" });
  expect((await box.runCode("echo $((6 * 7))", { language: "bash" })).stdout).toBe("42\n");
  expect((await box.runCode("console.log(6 * 7)", { language: "javascript" })).stdout).toBe("42\n");
  await using node = await platform.box({ template: "node" });
  expect((await node.runCode("console.log(typeof process)")).stdout).toBe("object\n");
  await using base = await platform.box({ template: "base" });
  expect((await base.runCode("echo $BASH_VERSINFO")).stdout).toMatch(/^\d\n$/);
});

test("JavaScript is an ES module: top-level await, imports from the working folder, and require besides", async () => {
  await box.files.write("lib/double.mjs", "export const double = (n) => n * 2;");
  const code = `
    import { double } from "./double.mjs";
    import { readFileSync } from "node:fs";
    const n = await Promise.resolve(21);
    console.log(double(n), require("node:path").basename(import.meta.url), readFileSync(0, "utf8"));`;
  const out = await box.runCode(code, { language: "javascript", cwd: "lib", stdin: "typed" });
  expect(out).toMatchObject({ stdout: "42 code.mjs typed\n", stderr: "", exitCode: 0 });
});

test("Python finds modules of the working folder, is __main__, and has its own standard input", async () => {
  await box.files.write("helper.py", "answer = 42");
  const code = `
import helper, sys
class Pair: pass
print(helper.answer, __name__, Pair.__module__, sys.stdin.read(), [name for name in dir() if name[0] != "_"])`;
  expect((await box.runCode(code, { stdin: "typed" })).stdout).toBe(
    "42 __main__ __main__ typed ['Pair', 'helper', 'sys']\n",
  );
});

test("bash has its own standard input and exit code", async () => {
  const out = await box.runCode("read line; echo got $line; exit 3", { language: "bash", stdin: "typed\n" });
  expect(out).toMatchObject({ stdout: "got typed\n", exitCode: 3 });
});

test.each(["python", "javascript", "bash"] as const)(
  "a mebibyte of %s runs, and leaves no file",
  async (language) => {
    const comment = language === "javascript" ? "//" : "#";
    const last = { python: "print('end')", javascript: "console.log('end')", bash: "echo end" }[language];
    const filler = `${comment} ${"x".repeat(1020)}\n`;
    const code = filler.repeat(Math.floor((1_048_576 - 50) / filler.length)) + last;
    expect(await box.runCode(code, { language })).toMatchObject({ stdout: "end\n", exitCode: 0 });
    expect((await box.runCommand("ls -A /tmp")).stdout).toBe("");
  },
);

test("a failing program is a result, with its exit code and words", async () => {
  const out = await box.runCode("raise ValueError('no')");
  expect(out).toMatchObject({ exitCode: 1, stdout: "" });
  expect(out.stderr).toContain("ValueError: no");
  expect(await box.runCommand("no-such-program", { args: [] })).toMatchObject({ exitCode: 127 });
  expect(await box.runCommand("kill -9 $$")).toMatchObject({ exitCode: 137, timedOut: false });
});

test("files stay between runs, variables do not", async () => {
  await box.runCode("kept = 1; open('kept.txt', 'w').write('kept')");
  expect((await box.runCode("print(open('kept.txt').read(), 'kept' in globals())")).stdout).toBe(
    "kept False\n",
  );
});

test("runCommand: a line for bash, or a program with untouched arguments", async () => {
  expect((await box.runCommand("echo $GREETING | tr a-z A-Z")).stdout).toBe("HELLO\n");
  expect((await box.runCommand("printf", { args: ["%s|", "$HOME", "a b", "*"] })).stdout).toBe(
    "$HOME|a b|*|",
  );
  const more = { env: { GREETING: "hi", EXTRA: "x" }, cwd: "/tmp", stdin: "in" };
  expect((await box.runCommand("echo $GREETING $EXTRA $PWD $(cat)", more)).stdout).toBe("hi x /tmp in\n");
});

test("a run past its time is ended and says so", async () => {
  const out = await box.runCommand("echo begun; sleep 1000", { timeoutMs: 300 });
  expect(out).toMatchObject({ timedOut: true, stdout: "begun\n", exitCode: 137 });
  const code = await box.runCode("while True: pass", { timeoutMs: 300 });
  expect(code.timedOut).toBe(true);
});

test("output past one mebibyte is cut and said to be", async () => {
  const out = await box.runCommand("head -c 3000000 /dev/zero | tr '\\0' x");
  expect(out).toMatchObject({ truncated: true, exitCode: 0 });
  expect(out.stdout).toHaveLength(1_048_576);
});

test("a program that takes too much memory is ended and the sandbox goes on", async () => {
  const out = await box.runCode("x = b'x' * (2 << 30)");
  if (platform.engine.capabilities.memoryLimit)
    expect(out).toMatchObject({ outOfMemory: true, exitCode: 137 });
  else expect(out.exitCode).not.toBe(0);
  expect((await box.runCode("print('still here')")).stdout).toBe("still here\n");
});

test("when the client leaves, its program is killed", async () => {
  const leaving = new AbortController();
  const run = box.runCommand("touch begun; exec sleep 4711", {}, { signal: leaving.signal });
  const sleeps = async () => (await box.runCommand("pgrep -f '^sleep 4711$' || true")).stdout !== "";
  await until(sleeps);
  leaving.abort();
  await expect(run).rejects.toMatchObject({ name: "AbortedError" });
  await until(async () => !(await sleeps()));
});

test.each([
  ["cwd", { code: "1", cwd: "nowhere" }],
  ["code", { code: "" }],
  ["language", { code: "1", language: "cobol" }],
  ["timeoutMs", { code: "1", timeoutMs: 3_600_001 }],
  ["env", { code: "1", env: { "A=B": "x" } }],
  ["surprise", { code: "1", surprise: true }],
])("the server refuses a bad %s and names it", async (param, json) => {
  const response = await platform.call(`/v1/sandboxes/${box.id}/code`, { json });
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: object }).error).toMatchObject({
    param,
    code: "invalid_params",
  });
});

test("the client refuses too much code before it is sent", async () => {
  const refused = runCode(platform.client, { sandboxId: box.id, code: "x".repeat(1_048_577) });
  await expect(refused).rejects.toBeInstanceOf(ValidationError);
});
