import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pnpmFolder, root, windows } from "./paths.mjs";
import { timed } from "./say.mjs";
import { step } from "./step.mjs";

/** The pnpm inside the repository, after {@link getPackageManager}. */
export const pnpm = join(pnpmFolder, "node_modules", ".bin", windows ? "pnpm.cmd" : "pnpm");

/** Gets the exact pnpm that package.json names into `.platform/pnpm`, once. */
export async function getPackageManager() {
  const wanted = wantedVersion();
  if (existsSync(pnpm) && installedVersion() === wanted) return;
  await timed(`getting pnpm ${wanted}`, `pnpm ${wanted} is here`, async () => {
    await rm(pnpmFolder, { recursive: true, force: true });
    await mkdir(pnpmFolder, { recursive: true });
    // A manifest of its own keeps npm from walking up into the workspace.
    await writeFile(join(pnpmFolder, "package.json"), '{ "private": true }\n');
    const [command, ...args] = npm();
    const options = ["--no-audit", "--no-fund", "--no-update-notifier", "--save-exact", "--loglevel=error"];
    await step(
      "installing pnpm with npm",
      command,
      [...args, "install", ...options, `pnpm@${wanted}`, "--prefix", pnpmFolder],
      {
        shell: windows && command === "npm.cmd",
      },
    );
  });
}

function wantedVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const version = /^pnpm@([^+]+)/.exec(packageManager ?? "")?.[1];
  if (version === undefined)
    throw new Error('package.json must name its pnpm: "packageManager": "pnpm@x.y.z"');
  return version;
}

function installedVersion() {
  try {
    return JSON.parse(readFileSync(join(pnpmFolder, "node_modules", "pnpm", "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

/** The npm that called us when there is one, so that the same Node runs it; else the one in PATH. */
function npm() {
  const caller = process.env.npm_execpath;
  if (caller !== undefined && basename(caller) === "npm-cli.js") return [process.execPath, caller];
  return [windows ? "npm.cmd" : "npm"];
}
