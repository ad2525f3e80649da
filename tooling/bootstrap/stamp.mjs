import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./paths.mjs";

// Inside node_modules, so that deleting that folder also forgets the stamp.
const file = join(root, "node_modules", ".bootstrap-stamp");

/** True when the installed packages are those of the present lockfile and manifests. */
export function isInstalled() {
  if (!existsSync(file) || readFileSync(file, "utf8") !== fingerprint()) return false;
  return workspaces().every((folder) => !hasDependencies(folder) || existsSync(join(folder, "node_modules")));
}

/** Remembers that the present lockfile is installed. */
export async function rememberInstall() {
  await writeFile(file, fingerprint());
}

function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  const manifests = [root, ...workspaces()].map((folder) => join(folder, "package.json"));
  for (const name of [join(root, "pnpm-lock.yaml"), join(root, "pnpm-workspace.yaml"), ...manifests]) {
    hash.update(readFileSync(name));
  }
  return hash.digest("hex");
}

/** Every folder of `packages/` and `apps/` with a manifest, as pnpm-workspace.yaml has it. */
function workspaces() {
  return ["packages", "apps"].flatMap((room) => {
    const folder = join(root, room);
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder).toSorted((a, b) => a.localeCompare(b));
    return names.map((name) => join(folder, name)).filter((path) => existsSync(join(path, "package.json")));
  });
}

function hasDependencies(folder) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}
