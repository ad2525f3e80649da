import { tryCommand } from "./command.ts";

/**
 * Installs a folder that is a root of its own: what only one gate or bench needs is kept out of everybody's
 * installation. Nothing is done when it is there already. Answers why not, when it cannot be had.
 */
export async function ownInstall(folder: string): Promise<string | undefined> {
  // CI makes pnpm ask nothing.
  const env = { ...process.env, CI: "1" };
  const { code, output } = await tryCommand("pnpm", ["install", "--frozen-lockfile"], { cwd: folder, env });
  return code === 0 ? undefined : output;
}
