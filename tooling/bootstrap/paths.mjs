import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const windows = process.platform === "win32";
export const root = fileURLToPath(new URL("../..", import.meta.url));
/** Where everything lives that the bootstrap fetches or remembers; git ignores it. */
export const platformFolder = join(root, ".platform");
export const pnpmFolder = join(platformFolder, "pnpm");

/** The Node that the workspace pins, once its packages are installed. */
export function pinnedNode() {
  const file = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");
  if (!existsSync(file))
    throw new Error(`the pinned Node is missing (${file}); delete node_modules and try again`);
  return file;
}

/** The environment of every later step: pinned tools first, no telemetry, no questions. */
export function environment() {
  const first = [
    join(root, "node_modules", "node", "bin"),
    join(root, "node_modules", ".bin"),
    join(pnpmFolder, "node_modules", ".bin"),
  ];
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return {
    ...process.env,
    [name]: [...first, process.env[name] ?? ""].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
  };
}
