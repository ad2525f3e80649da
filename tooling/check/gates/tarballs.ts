import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "../command.ts";
import type { Gate } from "../gate.ts";
import { type Packed, packAll } from "../pack.ts";

/** The version that the packages' `engines` promise. */
const oldestNode = join(import.meta.dirname, "../../oldest-node/node_modules/.bin/node");

/** A new user's folder: npm installs the archives, without network, and every public entry loads. */
export const tarballs: Gate = {
  name: "tarballs",
  async run() {
    const packages = await packAll();
    const folder = await mkdtemp(join(tmpdir(), "platform-new-user-"));
    try {
      const dependencies = Object.fromEntries([
        ...packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
        ...(await packLibraries(packages, folder)),
      ]);
      const manifest = { name: "new-user", private: true, type: "module", dependencies };
      await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
      const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
      await command("npm", ["install", ...quiet, "--cache", join(folder, ".npm")], { cwd: folder });
      const entries = (await Promise.all(packages.map(entriesOf))).flat();
      const lines = entries.map((entry) => `await import(${JSON.stringify(entry)});`);
      await writeFile(join(folder, "main.js"), `${lines.join("\n")}\n`);
      for (const node of [process.execPath, oldestNode]) await command(node, ["main.js"], { cwd: folder });
      return `${entries.length} entries, on two versions of Node`;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Entries a new user can import at once: one that imports an optional peer needs that peer first. */
async function entriesOf({ manifest, workspace }: Packed): Promise<string[]> {
  const peers = Object.keys(manifest["peerDependenciesMeta"] ?? {});
  const found: string[] = [];
  for (const [entry, target] of Object.entries(manifest.exports ?? {})) {
    if (entry === "./package.json") continue;
    const file = (target as { readonly default: string }).default;
    const code = await readFile(join(workspace.path, file), "utf8");
    if (!peers.some((peer) => new RegExp(`from ["']${peer}["']`).test(code)))
      found.push(manifest.name + entry.slice(1));
  }
  return found;
}

/** The libraries the packages depend on, packed from node_modules: they have no archive to hand otherwise. */
async function packLibraries(packages: readonly Packed[], folder: string): Promise<Array<[string, string]>> {
  const found = new Map<string, string>();
  const target = join(folder, "libraries");
  await mkdir(target);
  for (const { manifest, workspace } of packages) {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      if (found.has(name)) continue;
      const source = await realpath(join(workspace.path, "node_modules", name));
      const options = ["--ignore-scripts", "--silent", "--pack-destination", target];
      const archive = await command("npm", ["pack", source, ...options], { cwd: folder });
      found.set(name, `file:${join(target, archive.split("\n").at(-1) ?? "")}`);
    }
  }
  return [...found];
}
