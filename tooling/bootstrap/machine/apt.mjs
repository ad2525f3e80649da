import { existsSync } from "node:fs";
import { timed, warn } from "../say.mjs";
import { step } from "../step.mjs";

/** True for root on Debian and its relatives. */
export function mayUseApt() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

/** Installs system packages without questions. A failure is told, not fatal: the hints follow. */
export async function installWithApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = [
    "-qq",
    "-o",
    "DPkg::Lock::Timeout=60",
    "-o",
    "Acquire::Retries=1",
    "-o",
    "Acquire::http::Timeout=20",
  ];
  try {
    await timed(
      `installing ${packages.join(", ")} with apt-get`,
      "system packages are installed",
      async () => {
        // Lists that cannot be refreshed may still hold what we need.
        await step("apt-get update", "apt-get", [...options, "update"], { env }).catch(() => undefined);
        const install = [...options, "install", "--yes", "--no-install-recommends", ...packages];
        await step("apt-get install", "apt-get", install, { env });
      },
    );
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
  }
}
