import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** Scratch space that git ignores. */
export const scratch = join(root, ".platform");

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export interface Workspace {
  /** The folder's name: `"sandbox"`. */
  readonly folder: string;
  readonly path: string;
  readonly room: "packages" | "apps";
  readonly manifest: Manifest;
}

/** Every package and app, in alphabetical order. */
export function workspaces(): Workspace[] {
  return (["packages", "apps"] as const).flatMap((room) => {
    if (!existsSync(join(root, room))) return [];
    return readdirSync(join(root, room))
      .toSorted()
      .filter((folder) => existsSync(join(root, room, folder, "package.json")))
      .map((folder) => {
        const path = join(root, room, folder);
        return { folder, path, room, manifest: readManifest(path) };
      });
  });
}

/** The packages that are published: everything under `packages/` that is not private. */
export function publishedPackages(): Workspace[] {
  return workspaces().filter(({ room, manifest }) => room === "packages" && manifest.private !== true);
}

/** Reads `package.json`; its fields are checked by the `shape` gate. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** True while a package exports nothing yet: what is asked of its content waits until then. */
export function isEmpty(workspace: Workspace): boolean {
  const index = join(workspace.path, "src", "index.ts");
  return existsSync(index) && /^\s*export\s*\{\s*\};?\s*$/.test(readFileSync(index, "utf8"));
}
