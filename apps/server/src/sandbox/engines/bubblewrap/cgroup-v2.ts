import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { SandboxLimits } from "../../engine.ts";
import {
  cpuPeriodUs,
  cpuQuotaUs,
  folderOf,
  memoryBytes,
  ownPids,
  type CgroupMembership,
  type CgroupMount,
  type CgroupTree,
} from "./cgroup-tree.ts";
import { removeFolders } from "./cgroup-folder.ts";

/** Version 2: one folder for all controllers. A cgroup that holds processes cannot hand controllers down, so beside the
 * server's own the parent (systemd's `DelegateSubgroup=`) and the root are tried. */
export function openCgroupV2(
  name: string,
  mounts: readonly CgroupMount[],
  own: readonly CgroupMembership[],
): CgroupTree | undefined {
  const mount = mounts.find((mount) => mount.version === 2);
  const path = own.find((membership) => membership.controllers.length === 0)?.path;
  if (!mount || path === undefined) return undefined;
  const here = folderOf(mount, path);
  const parents = [here, ...(here === mount.point ? [] : [dirname(here), mount.point])];
  for (const parent of new Set(parents)) {
    const folder = `${parent}/${name}`;
    try {
      handDown(parent);
      mkdirSync(folder, { recursive: true });
      handDown(folder);
      if (readFileSync(`${folder}/cgroup.subtree_control`, "utf8").includes("memory")) return treeAt(folder);
      rmdirSync(folder);
    } catch {
      // Not writable or not delegated: the next one may be.
      if (existsSync(folder)) rmdirSync(folder);
    }
  }
  return undefined;
}

/** Makes the controllers that a cgroup has available to its children. */
function handDown(folder: string): void {
  const available = readFileSync(`${folder}/cgroup.controllers`, "utf8").trim().split(" ");
  const wanted = ["memory", "cpu", "pids"].filter((controller) => available.includes(controller));
  writeFileSync(`${folder}/cgroup.subtree_control`, wanted.map((controller) => `+${controller}`).join(" "));
}

function treeAt(folder: string): CgroupTree {
  const handed = readFileSync(`${folder}/cgroup.subtree_control`, "utf8").trim().split(" ");
  return {
    memory: handed.includes("memory"),
    cpu: handed.includes("cpu"),
    pids: handed.includes("pids"),
    folders: [folder],
    create(box, limits) {
      const own = `${folder}/${box}`;
      mkdirSync(own);
      for (const [file, value] of limitFiles(limits, handed)) writeFileSync(`${own}/${file}`, value);
      return {
        add: (pid) => writeFileSync(`${own}/cgroup.procs`, String(pid)),
        outOfMemoryKills: () =>
          Number(/^oom_kill (\d+)/m.exec(readFileSync(`${own}/memory.events`, "utf8"))?.[1] ?? 0),
        remove: () => removeFolders([own]),
      };
    },
    close: () => removeFolders([folder]),
  };
}

/** What version 2 is told, for the controllers it has. */
export function limitFiles(
  limits: SandboxLimits,
  controllers: readonly string[],
): [file: string, value: string][] {
  const files: Record<string, [string, string][]> = {
    memory: [
      ["memory.max", String(memoryBytes(limits))],
      ["memory.swap.max", "0"],
    ],
    cpu: [["cpu.max", `${cpuQuotaUs(limits)} ${cpuPeriodUs}`]],
    pids: [["pids.max", String(Math.ceil(limits.pids) + ownPids)]],
  };
  return controllers.flatMap((controller) => files[controller] ?? []);
}
