import type { SandboxLimits } from "../../engine.ts";

/** The limits of one sandbox as the kernel keeps them. */
export interface Cgroup {
  /** Moves a process in; its later children follow. */
  add(pid: number): void;
  /** How often the memory limit ended a process in here. */
  outOfMemoryKills(): number;
  remove(): Promise<void>;
}

/** The folders of this engine in the kernel's tree, and what they can limit. */
export interface CgroupTree {
  readonly memory: boolean;
  readonly cpu: boolean;
  readonly pids: boolean;
  /** Recorded on disk, so that the next start can clean up after a crash. */
  readonly folders: readonly string[];
  create(name: string, limits: SandboxLimits): Cgroup;
  close(): Promise<void>;
}

/** Room for the agent and bubblewrap, so that a full sandbox can still be talked to. */
export const ownPids = 8;

/** Files live in memory, so the memory of a sandbox is what its programs plus its files may take. */
export const memoryBytes = (limits: SandboxLimits) =>
  Math.ceil((limits.memoryMb + limits.diskMb) * 1024 * 1024);

/** CPU time per period, both in microseconds. */
export const cpuPeriodUs = 100_000;
export const cpuQuotaUs = (limits: SandboxLimits) => Math.max(1_000, Math.ceil(limits.cpus * cpuPeriodUs));

/** One mounted hierarchy. `controllers` is empty for version 2. */
export interface CgroupMount {
  readonly version: 1 | 2;
  readonly root: string;
  readonly point: string;
  readonly controllers: readonly string[];
}

/** Where this process stands in one hierarchy; no controllers means version 2. */
export interface CgroupMembership {
  readonly controllers: readonly string[];
  readonly path: string;
}

/** The folder of a membership below its mount, which may show only a part of the hierarchy. */
export function folderOf(mount: CgroupMount, path: string): string {
  const below = mount.root !== "/" && path.startsWith(mount.root) ? path.slice(mount.root.length) : path;
  return (mount.point + (below.startsWith("/") ? below : `/${below}`)).replace(/\/+$/, "");
}
