import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tryCommand } from "../check/command.ts";
import { ownInstall } from "../check/own-install.ts";

const folder = join(import.meta.dirname, "installed");
let missing: Promise<string | undefined> | undefined;

/** A program that starts, and its version as it says it; or why there is none. */
export type Binary = { readonly path: string; readonly version: string } | string;

/** A Node that is a dependency of the folder. */
export async function nodeOf(workspace: string): Promise<Binary> {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const path = join(workspace, "node_modules", "node", "bin", name);
  return existsSync(path) ? start(path) : "its package is not installed";
}

/** The newest Node. */
export async function newestNode(): Promise<Binary> {
  return (await installed()) ?? (await nodeOf(folder));
}

/**
 * The binary of a package that ships one package for each platform: install scripts are off, so it is taken from
 * there.
 */
export async function binaryOf(name: string, files: readonly string[]): Promise<Binary> {
  const reason = await installed();
  if (reason !== undefined) return reason;
  const manifest = createRequire(join(folder, "package.json")).resolve(`${name}/package.json`);
  const { optionalDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as {
    optionalDependencies?: Record<string, string>;
  };
  const near = createRequire(manifest);
  const paths = Object.keys(optionalDependencies).flatMap((platform) => {
    const home = folderOf(near, platform);
    return home === undefined ? [] : files.map((file) => join(home, file));
  });
  const path = paths.find((one) => existsSync(one));
  return path === undefined ? "its package has no binary for this system" : start(path);
}

async function installed(): Promise<string | undefined> {
  const reason = await (missing ??= ownInstall(folder));
  return reason === undefined
    ? undefined
    : `not to be installed: ${reason.replaceAll(/\s+/g, " ").slice(0, 200)}`;
}

/** A binary may be there and not run: built for another processor, or for another C library. */
async function start(path: string): Promise<Binary> {
  const asked = await tryCommand(path, ["--version"], { timeoutMs: 30_000 }).catch(String);
  if (typeof asked === "string") return `its binary does not start here: ${asked}`;
  const [version = ""] = asked.output.split("\n");
  return asked.code === 0 ? { path, version } : `its binary does not start here: ${asked.output}`;
}

function folderOf(near: NodeJS.Require, name: string): string | undefined {
  try {
    return dirname(near.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
