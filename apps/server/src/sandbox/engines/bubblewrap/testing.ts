import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import type { ExecRequest, ExecResult, SandboxEngine, SandboxLimits } from "../../engine.ts";
import { openBubblewrap, type BubblewrapOptions } from "./bubblewrap.ts";

export const onLinux = process.platform === "linux";
export const asRoot = process.getuid?.() === 0;
export const never = new AbortController().signal;
export const limits: SandboxLimits = { memoryMb: 128, cpus: 1, pids: 40, diskMb: 24 };

/** A fresh folder for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A fresh folder that sandbox users can go through. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/sandbox-test-`);
  await chmod(folder, 0o755);
  return folder;
}

/** A live sandbox of its own, and commands in it. */
export interface TestBox {
  readonly id: string;
  run(argv: readonly string[], more?: Partial<ExecRequest>, signal?: AbortSignal): Promise<ExecResult>;
  bash(script: string, more?: Partial<ExecRequest>, signal?: AbortSignal): Promise<ExecResult>;
  python(script: string, more?: Partial<ExecRequest>): Promise<ExecResult>;
}

/** One engine for a test file. */
export function engineForTests(options: Omit<BubblewrapOptions, "dataDir"> = {}) {
  let engine: SandboxEngine;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await makeFolder();
    engine = await openBubblewrap({ dataDir, ...options });
  });
  afterAll(async () => {
    await engine?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    get engine() {
      return engine;
    },
    async box(changes: Partial<SandboxLimits> = {}, env: Record<string, string> = {}): Promise<TestBox> {
      const id = `sbx_${randomUUID()}`;
      await engine.create({ id, env, limits: { ...limits, ...changes } }, never);
      const run: TestBox["run"] = (argv, more, signal = never) =>
        engine.exec(id, { argv, timeoutMs: 20_000, maxOutputBytes: 100_000, ...more }, signal);
      return {
        id,
        run,
        bash: (script, more, signal) => run(["bash", "-c", script], more, signal),
        python: (script, more) => run(["python3", "-c", script], more),
      };
    },
  };
}

/** Host processes below a process, at any depth: their numbers. */
export function descendants(pid: number = process.pid): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ");
      if (fields?.[0] !== "Z") parents.set(Number(name), Number(fields?.[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found: number[] = [pid];
  for (const known of found) for (const [child, parent] of parents) if (parent === known) found.push(child);
  return found.slice(1);
}

/** Names, and host users, of a host process. */
export function processStatus(pid: number): { name: string; uids: number[]; groups: string } {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
  return { name: field("Name"), uids: field("Uid").split(/\s+/).map(Number), groups: field("Groups") };
}

/** Sandbox processes below this one: everything but what the test runner itself started. */
export function sandboxProcesses(): number[] {
  return descendants().filter((pid) => {
    try {
      const roots = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return roots.startsWith("/usr/bin/bwrap") || insidePidNamespace(pid);
    } catch {
      return false;
    }
  });
}

function insidePidNamespace(pid: number): boolean {
  return (
    (/^NSpid:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "").split(/\s+/).length > 1
  );
}

/** Cgroup folders of sandboxes on this machine, made by a server process. */
export function cgroupFolders(serverPid: number = process.pid, at = "/sys/fs/cgroup", depth = 0): string[] {
  if (depth > 6) return [];
  return readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      name.startsWith(`platform-sandboxes-${serverPid}-`)
        ? [`${at}/${name}`]
        : cgroupFolders(serverPid, `${at}/${name}`, depth + 1),
    );
}
