import { existsSync, lstatSync, readlinkSync } from "node:fs";
import type { SandboxLimits } from "../../engine.ts";
import type { RuntimeFolder } from "./runtime-folder.ts";

/** File descriptors handed to bubblewrap, by their place in `stdio`. */
export const descriptors = { control: 3, info: 4, block: 5, seccomp: 6 } as const;

export const home = "/home/user";
export const searchPath = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

/** What of `/proc` tells about the host and is no use inside. `/proc/sys` is the escape that must stay read-only. */
const hiddenProc = ["keys", "timer_list", "latency_stats", "sched_debug", "kallsyms", "kcore"];

/** The command line of bubblewrap for one sandbox; it ends in the agent, which becomes process 1. */
export function bubblewrapArguments(runtime: RuntimeFolder, limits: SandboxLimits): string[] {
  const disk = tmpfs(limits.diskMb);
  return [
    [
      "--unshare-user",
      "--unshare-pid",
      "--unshare-net",
      "--unshare-ipc",
      "--unshare-uts",
      "--unshare-cgroup",
    ],
    ["--disable-userns", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"],
    // The agent is process 1 itself: bubblewrap's own would run beside it without the filter.
    ["--as-pid-1", "--die-with-parent", "--new-session", "--clearenv", "--hostname", "sandbox"],
    ["--seccomp", String(descriptors.seccomp)],
    ["--info-fd", String(descriptors.info), "--block-fd", String(descriptors.block)],
    ["--ro-bind", "/usr", "/usr"],
    ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"].flatMap(linkOrBind),
    // What is locally installed may lead anywhere: only node is shown there.
    ["--tmpfs", "/usr/local", "--ro-bind", runtime.node, "/usr/local/bin/node", "--remount-ro", "/usr/local"],
    ["--ro-bind", runtime.etc, "/etc"],
    ["/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl/certs"].flatMap((path) => [
      "--ro-bind-try",
      path,
      path,
    ]),
    ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"],
    hiddenProc
      .map((name) => `/proc/${name}`)
      .filter((path) => existsSync(path))
      .flatMap((path) => ["--ro-bind", "/dev/null", path]),
    [
      "--dev",
      "/dev",
      "--perms",
      "1777",
      ...tmpfs(Math.min(64, limits.memoryMb)),
      "/dev/shm",
      "--remount-ro",
      "/dev",
    ],
    ["--perms", "0755", ...disk, home],
    ["--perms", "1777", ...disk, "/tmp"],
    // Everything not mounted by name lies in a tmpfs without a size.
    ["--remount-ro", "/", "--chdir", home],
    ["--", "/usr/bin/python3", "-I", "-S", "-B", "/etc/agent.py"],
  ].flat();
}

const tmpfs = (sizeMb: number) => ["--size", String(Math.ceil(sizeMb * 1024 * 1024)), "--tmpfs"];

/** `/bin` and its like: links into `/usr` on current systems, folders on old ones. */
function linkOrBind(path: string): string[] {
  if (!existsSync(path)) return [];
  if (lstatSync(path).isSymbolicLink()) return ["--symlink", readlinkSync(path), path];
  return ["--ro-bind", path, path];
}
