import { realpathSync } from "node:fs";
import { cp, mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { command } from "../check/command.ts";
import { consumerFolder } from "../check/consumer.ts";
import { ownInstall } from "../check/own-install.ts";
import { readManifest } from "../check/workspace.ts";

const peers = join(import.meta.dirname, "peers");

/** What core is measured against, and its exact version. */
export const versions: Readonly<Record<string, string>> = readManifest(peers).dependencies ?? {};

/** By client: the medians of the rounds of one program, in microseconds for one unit. */
export type Costs = Readonly<
  Record<
    string,
    { readonly cpu: number; readonly wall: number; /** Against the first. */ readonly ratio: number }
  >
>;

let made: Promise<string> | undefined;

/** A folder with the programs, in which the built packages and their peers resolve. Answers its path. */
export function benchFolder(): Promise<string> {
  return (made ??= make());
}

async function make(): Promise<string> {
  const consumer = await consumerFolder();
  const reason = await ownInstall(peers);
  if (reason !== undefined) throw new Error(`the peers cannot be installed: ${reason}`);
  for (const name of Object.keys(versions)) {
    const link = join(consumer, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await rm(link, { force: true });
    await symlink(realpathSync(join(peers, "node_modules", name)), link, "junction");
  }
  const folder = join(consumer, "bench");
  await cp(join(import.meta.dirname, "programs"), folder, { recursive: true });
  return folder;
}

/** Runs one of the programs and answers what its last line says. */
export async function runProgram<T>(file: string, options: readonly string[] = []): Promise<T> {
  const folder = await benchFolder();
  const flags = options.filter((option) => option.startsWith("--"));
  const args = options.filter((option) => !option.startsWith("--"));
  const output = await command(process.execPath, [...flags, join(folder, file), ...args], {
    cwd: folder,
    timeoutMs: 1_800_000,
  });
  return JSON.parse(output.split("\n").at(-1) ?? "") as T;
}
