import { environment, windows } from "./paths.mjs";
import { pnpm } from "./package-manager.mjs";
import { timed } from "./say.mjs";
import { isInstalled, rememberInstall } from "./stamp.mjs";
import { step } from "./step.mjs";

/** Installs what the lockfile names; nothing to do when neither it nor node_modules changed. */
export async function installPackages() {
  if (isInstalled()) return;
  await timed("installing packages", "packages are installed", async () => {
    // CI makes pnpm ask nothing.
    const env = { ...environment(), CI: "1" };
    await step("pnpm install", pnpm, ["install", "--frozen-lockfile"], { env, shell: windows });
    await rememberInstall();
  });
}
