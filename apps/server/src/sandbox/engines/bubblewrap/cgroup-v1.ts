import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

/** Version 1: a hierarchy, and so a folder, per controller. */
export function openCgroupV1(
  name: string,
  mounts: readonly CgroupMount[],
  own: readonly CgroupMembership[],
): CgroupTree | undefined {
  const folder = (controller: string): string | undefined => {
    const mount = mounts.find((mount) => mount.version === 1 && mount.controllers.includes(controller));
    const path = own.find((membership) => membership.controllers.includes(controller))?.path;
    if (!mount || path === undefined) return undefined;
    const made = `${folderOf(mount, path)}/${name}`;
    try {
      mkdirSync(made, { recursive: true });
      return made;
    } catch {
      return undefined;
    }
  };
  const memory = folder("memory");
  const cpu = folder("cpu");
  const pids = folder("pids");
  const folders = [...new Set([memory, cpu, pids].filter((path) => path !== undefined))];
  if (folders.length === 0) return undefined;

  return {
    memory: memory !== undefined,
    cpu: cpu !== undefined,
    pids: pids !== undefined,
    folders,
    create(box, limits) {
      const own = folders.map((path) => `${path}/${box}`);
      for (const path of own) mkdirSync(path);
      if (memory) limitMemory(`${memory}/${box}`, limits);
      if (cpu) {
        writeFileSync(`${cpu}/${box}/cpu.cfs_period_us`, String(cpuPeriodUs));
        writeFileSync(`${cpu}/${box}/cpu.cfs_quota_us`, String(cpuQuotaUs(limits)));
      }
      if (pids) writeFileSync(`${pids}/${box}/pids.max`, String(Math.ceil(limits.pids) + ownPids));
      return {
        add: (pid) => own.forEach((path) => writeFileSync(`${path}/cgroup.procs`, String(pid))),
        outOfMemoryKills: () => (memory ? kills(`${memory}/${box}`) : 0),
        remove: () => removeFolders(own),
      };
    },
    close: () => removeFolders(folders),
  };
}

function limitMemory(folder: string, limits: SandboxLimits): void {
  const bytes = String(memoryBytes(limits));
  writeFileSync(`${folder}/memory.limit_in_bytes`, bytes);
  // Memory and swap together: without it a full sandbox would go on in the host's swap.
  const withSwap = `${folder}/memory.memsw.limit_in_bytes`;
  if (existsSync(withSwap)) writeFileSync(withSwap, bytes);
}

function kills(folder: string): number {
  return Number(/^oom_kill (\d+)/m.exec(readFileSync(`${folder}/memory.oom_control`, "utf8"))?.[1] ?? 0);
}
