import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Starts an empty sandbox for real; answers what hinders it, or undefined when it runs. */
export function tryBubblewrap() {
  const args = ["--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "/bin/true"];
  const { status, stderr, error } = spawnSync("bwrap", args, { encoding: "utf8", timeout: 10_000 });
  if (status === 0) return undefined;
  const reason = (error?.message ?? stderr ?? "").trim().split("\n").at(-1) ?? "";
  return `sandboxes will not work until bubblewrap may make namespaces here (${reason}). ${advice()}`;
}

function advice() {
  if (read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") === "1") {
    return "Type: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  }
  if (read("/proc/sys/kernel/unprivileged_userns_clone") === "0") {
    return "Type: sudo sysctl -w kernel.unprivileged_userns_clone=1";
  }
  if (read("/proc/sys/user/max_user_namespaces") === "0") {
    return "Type: sudo sysctl -w user.max_user_namespaces=15000";
  }
  return "In a container, start it with the privilege to make namespaces: docker run --privileged";
}

function read(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
