import type { FileInfo } from "@platform/sandbox";
import { posix } from "node:path";
import type { SandboxEngine } from "./engine.ts";
import { withFile } from "./file-errors.ts";
import { absolute } from "./paths.ts";

const diskFull = {
  code: "disk_full",
  fix: "Remove files, or use a sandbox of a larger size.",
};

/** Writes a whole file, and says what there is now. */
export async function putFile(
  engine: SandboxEngine,
  sandboxId: string,
  path: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<FileInfo> {
  await withFile(path, diskFull, () => engine.writeFile(sandboxId, path, bytes, signal));
  const whole = absolute(path);
  const modifiedAt = new Date().toISOString();
  return { name: posix.basename(whole), path: whole, type: "file", sizeBytes: bytes.byteLength, modifiedAt };
}
