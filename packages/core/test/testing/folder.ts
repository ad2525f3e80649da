import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is gone afterwards, with a place for a recording in it. One may still be on its way there then. */
export function recordingFolder(): Disposable & { readonly file: string; readonly text: () => string } {
  const folder = mkdtempSync(join(tmpdir(), "core-recording-"));
  const file = join(folder, "deep", "recording.json");
  return {
    file,
    text: () => readFileSync(file, "utf8"),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, maxRetries: 5 }),
  };
}
