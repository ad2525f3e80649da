import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./command.ts";
import { type Packed, packAll } from "./pack.ts";

export interface NewUser extends AsyncDisposable {
  /** Away from the repository, so that nothing of it is found by walking up. */
  readonly folder: string;
  readonly packages: readonly Packed[];
}

/** A new user's folder into which npm has installed the archives, without network; disposing removes it. */
export async function newUser(): Promise<NewUser> {
  const packages = await packAll();
  const folder = await mkdtemp(join(tmpdir(), "platform-new-user-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const dependencies = Object.fromEntries([
      ...packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
      ...(await packLibraries(packages, folder)),
    ]);
    const manifest = { name: "new-user", private: true, type: "module", dependencies };
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
    const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    await command("npm", ["install", ...quiet, "--cache", join(folder, ".npm")], { cwd: folder });
    return { folder, packages, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
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

/** Entries a new user can import at once: one that imports an optional peer needs that peer first. */
export async function entriesOf(packages: readonly Packed[]): Promise<string[]> {
  const found: string[] = [];
  for (const { manifest, workspace } of packages) {
    const peers = Object.keys(manifest["peerDependenciesMeta"] ?? {});
    for (const [entry, target] of Object.entries(manifest.exports ?? {})) {
      if (entry === "./package.json") continue;
      const file = (target as { readonly default: string }).default;
      const code = await readFile(join(workspace.path, file), "utf8");
      if (!peers.some((peer) => new RegExp(`from ["']${peer}["']`).test(code)))
        found.push(manifest.name + entry.slice(1));
    }
  }
  return found;
}

/** True for entries that are for Node, as their name says. */
export const isForNode = (entry: string): boolean => /\/(node|testing)(\/|$)/.test(entry);
