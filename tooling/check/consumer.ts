import { existsSync, realpathSync } from "node:fs";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isEmpty, publishedPackages, scratch } from "./workspace.ts";

let made: Promise<string> | undefined;

/**
 * A folder in which the published packages resolve as they do for a consumer: to their built output.
 * Answers its path.
 */
export function consumerFolder(): Promise<string> {
  return (made ??= make());
}

async function make(): Promise<string> {
  const folder = join(scratch, "consumer");
  await rm(folder, { recursive: true, force: true });
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@platform"), { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    '{ "name": "consumer", "private": true, "type": "module" }\n',
  );
  for (const { manifest, path } of publishedPackages()) {
    await symlink(path, join(modules, manifest.name), "junction");
    // With what its pages show it together with: optional peers, and the libraries they are tested with.
    for (const name of Object.keys({ ...manifest.dependencies, ...Object(manifest["devDependencies"]) })) {
      const target = join(path, "node_modules", name);
      if (/^@(types|platform)\//.test(name) || existsSync(join(modules, name)) || !existsSync(target))
        continue;
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await symlink(realpathSync(target), join(modules, name), "junction");
    }
  }
  return folder;
}

/** The packages a program imports that export nothing yet. */
export function emptyImports(program: string): string[] {
  const imported = new Set([...program.matchAll(/"(@platform\/[a-z-]+)/g)].map((match) => match[1]));
  return publishedPackages()
    .filter((workspace) => imported.has(workspace.manifest.name) && isEmpty(workspace))
    .map(({ manifest }) => manifest.name);
}
