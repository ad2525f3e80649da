import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { command } from "./command.ts";
import { GateError } from "./gate.ts";
import { type Manifest, publishedPackages, scratch, type Workspace } from "./workspace.ts";

export interface Packed {
  readonly workspace: Workspace;
  /** Path of the archive, exactly what would be published. */
  readonly tarball: string;
  /** The manifest inside it: catalog and workspace versions resolved. */
  readonly manifest: Manifest;
}

let packed: Promise<Packed[]> | undefined;

/** Packs every published package once per run. They must be built. */
export function packAll(): Promise<Packed[]> {
  return (packed ??= pack());
}

async function pack(): Promise<Packed[]> {
  const folder = join(scratch, "pack");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const results: Packed[] = [];
  for (const workspace of publishedPackages()) {
    if (!existsSync(join(workspace.path, "dist", "index.js"))) {
      throw new GateError(`${workspace.manifest.name} is not built; run: pnpm build`);
    }
    const tarball = join(folder, `${workspace.folder}.tgz`);
    await command("pnpm", ["pack", "--out", tarball], { cwd: workspace.path });
    // npm and pnpm both put everything below `package/`.
    const text = await command("tar", ["-xzOf", tarball, "package/package.json"]);
    results.push({ workspace, tarball, manifest: JSON.parse(text) as Manifest });
  }
  return results;
}
