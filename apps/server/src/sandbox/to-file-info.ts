import type { FileInfo } from "@platform/sandbox";
import type { SandboxFile } from "./engine.ts";

/** A file of the engine as the contract shows it. */
export const toFileInfo = ({ modifiedAt, ...file }: SandboxFile): FileInfo => ({
  ...file,
  modifiedAt: modifiedAt.toISOString(),
});
