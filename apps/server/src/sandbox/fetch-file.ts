import type { SandboxEngine } from "./engine.ts";
import { withFile } from "./file-errors.ts";

/** Reads a whole file of at most so many bytes. */
export function fetchFile(
  engine: SandboxEngine,
  { sandboxId, path }: { sandboxId: string; path: string },
  most: { readonly bytes: number; readonly fix: string },
  signal: AbortSignal,
): Promise<Uint8Array> {
  const tooLarge = { code: "file_too_large", fix: most.fix };
  return withFile(path, tooLarge, () => engine.readFile(sandboxId, path, most.bytes, signal));
}
