import { readFileSync } from "node:fs";
import { openCgroupV1 } from "./cgroup-v1.ts";
import { openCgroupV2 } from "./cgroup-v2.ts";
import type { CgroupMembership, CgroupMount, CgroupTree } from "./cgroup-tree.ts";

/** Opens version 2 when it controls memory, else version 1; `undefined` when neither may be written to. The folders
 * lie below the server's own cgroup, so limits set on the server hold for its sandboxes too. */
export function openCgroups(name: string): CgroupTree | undefined {
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n").flatMap(parseMount);
  const own = readFileSync("/proc/self/cgroup", "utf8").trim().split("\n").map(parseMembership);
  return openCgroupV2(name, mounts, own) ?? openCgroupV1(name, mounts, own);
}

function parseMount(line: string): CgroupMount[] {
  const [left = "", right = ""] = line.split(" - ");
  const [, , , root = "", point = ""] = left.split(" ");
  const [type, , options = ""] = right.split(" ");
  if (type === "cgroup2") return [{ version: 2, root, point, controllers: [] }];
  return type === "cgroup" ? [{ version: 1, root, point, controllers: options.split(",") }] : [];
}

function parseMembership(line: string): CgroupMembership {
  const [, controllers = "", ...path] = line.split(":");
  return { controllers: controllers === "" ? [] : controllers.split(","), path: path.join(":") };
}
