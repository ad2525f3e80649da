import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { run } from "./run.ts";

// Each test starts a server, for which a busy machine needs a while.
vi.setConfig({ testTimeout: 120_000 });

const program = "quickstart/main.ts";
let folder = "";
let docs = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-quickstart-test-"));
  docs = join(folder, "docs");
  for (const name of ["docs", "bin", "tmp"]) await mkdir(join(folder, name));
  await writeFile(join(docs, "a.md"), "# Bicycles\n\nThe brakes were replaced in May.\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs it, does something once `moment` was printed, and sees to it that neither server nor data is left. */
async function ended(moment: string, act: (child: ChildProcess) => void, env: NodeJS.ProcessEnv = {}) {
  let done = false;
  const tmp = { TMPDIR: join(folder, "tmp") };
  const result = await run(program, ["--docs", docs], { ...tmp, ...env }, (output, child) => {
    if (done || !output.includes(moment)) return;
    done = true;
    act(child);
  });
  const url = /ready at (\S+)/.exec(result.stdout)?.[1];
  if (url !== undefined) await expect(fetch(`${url}/readyz`)).rejects.toThrow("fetch failed");
  const data = (await readdir(join(folder, "tmp"))).filter((name) => name.startsWith("platform-"));
  expect(data).toEqual([]);
  return result;
}

test.for(["Ask your documents", "1. A task reads"])("Ctrl-C after “%s” exits with 130", async (moment) => {
  const { code, stdout, stderr } = await ended(moment, (child) => child.kill("SIGINT"));
  expect({ code, stderr }).toEqual({ code: 130, stderr: "\nStopped.\n" });
  expect(stdout).not.toContain("Done in");
});

test("a reader that has seen enough ends it", async () => {
  const { code, stderr } = await ended("1. A task reads", (child) => child.stdout?.destroy());
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
});

test.skipIf(process.platform !== "linux")("a server that is killed is named as the reason", async () => {
  const { code, stderr } = await ended("1. A task reads", (child) => {
    const pids = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
    process.kill(Number(pids.trim().split(" ")[0]), "SIGKILL");
  });
  expect(code).toBe(1);
  expect(stderr).toContain("The quickstart failed: The server went away (ended by SIGKILL).");
  expect(stderr).not.toContain("plat_");
});

test.skipIf(process.platform !== "linux")("without sandboxes it says why and fails", async () => {
  // As on a machine whose bubblewrap is too old.
  await writeFile(join(folder, "bin", "bwrap"), "#!/bin/sh\necho bubblewrap 0.4.1\n");
  await chmod(join(folder, "bin", "bwrap"), 0o755);
  const { code, stdout, stderr } = await ended("never", () => undefined, { PATH: join(folder, "bin") });
  expect(code).toBe(1);
  expect(stdout).toContain("4. A sandbox");
  expect(stderr).toMatch(/The quickstart failed: .*bubblewrap 0\.8 or newer is needed/);
});
