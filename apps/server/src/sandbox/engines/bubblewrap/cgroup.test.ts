import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { removeFolders } from "./cgroup-folder.ts";
import { folderOf } from "./cgroup-tree.ts";
import { limitFiles } from "./cgroup-v2.ts";

const unified = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].find((path) =>
  existsSync(`${path}/cgroup.procs`),
);
const writable = unified !== undefined && process.getuid?.() === 0;

describe("cgroups", () => {
  it("tells version 2 what it controls and nothing else", () => {
    const limits = { memoryMb: 100, diskMb: 28, cpus: 0.5, pids: 30 };
    expect(limitFiles(limits, ["hugetlb", "cpu", "memory", "pids"])).toEqual([
      ["cpu.max", "50000 100000"],
      ["memory.max", String(128 * 1024 * 1024)],
      ["memory.swap.max", "0"],
      ["pids.max", "38"],
    ]);
    expect(limitFiles(limits, ["hugetlb"])).toEqual([]);
  });

  it("finds the own folder, also below a mount that shows only a part", () => {
    const mount = { version: 1, point: "/sys/fs/cgroup/memory", controllers: ["memory"] } as const;
    expect(folderOf({ ...mount, root: "/" }, "/a/b")).toBe("/sys/fs/cgroup/memory/a/b");
    expect(folderOf({ ...mount, root: "/" }, "/")).toBe("/sys/fs/cgroup/memory");
    expect(folderOf({ ...mount, root: "/docker/x" }, "/docker/x")).toBe("/sys/fs/cgroup/memory");
    expect(folderOf({ ...mount, root: "/docker/x" }, "/docker/x/y")).toBe("/sys/fs/cgroup/memory/y");
  });

  it.runIf(writable)("of version 2 are ended and removed with all below", async () => {
    const folder = `${unified}/platform-sandboxes-test-${process.pid}`;
    mkdirSync(`${folder}/inner`, { recursive: true });
    const script = `echo $$ > ${folder}/inner/cgroup.procs; echo in; exec sleep 1234`;
    const child = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    const exited = once(child, "exit");
    await removeFolders([folder, `${folder}-missing`]);
    expect(existsSync(folder)).toBe(false);
    expect(await exited).toEqual([null, "SIGKILL"]);
  });
});
