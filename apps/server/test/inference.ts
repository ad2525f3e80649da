import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type Engines, openEngines } from "../src/engines.ts";
import { writeRandomGguf } from "../src/inference/engines/llama/testing/random-gguf.ts";
import { inferenceEngines } from "../src/inference/engines/open-engines.ts";
import { createLog } from "../src/log/create-log.ts";

type Settings = Parameters<typeof inferenceEngines>[0];

/** The engines of inference as the server opens them, in a folder of their own. */
export interface TestInference {
  readonly engines: Pick<Engines, "chat" | "embedding">;
  /** Every log line so far. */
  readonly logs: string[];
  close(): Promise<void>;
}

/** What the scripted model says at temperature 0. Each character is a token or a few. */
export const script = "é😀日 quick-brown";

/**
 * Opens the real engines. `gguf: "scripted"` gives a tiny model of that name that says `script`; `"endless"` one
 * that goes on until its context is full. `brokenEncoder` puts a file where the encoder wants its folder.
 */
export async function openInference(
  options: Partial<Settings> & { gguf?: "scripted" | "endless"; brokenEncoder?: boolean } = {},
): Promise<TestInference> {
  const { gguf, brokenEncoder, ...settings } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "inference-"));
  const path = gguf && join(dataDir, `${gguf}.gguf`);
  if (path) {
    await writeRandomGguf(path, gguf === "scripted" ? { says: script } : { says: "ab", endless: true });
  }
  if (brokenEncoder) await writeFile(join(dataDir, "cache"), "");
  const logs: string[] = [];
  const sink = new Writable({ write: (line, _, next) => (logs.push(String(line)), next()) });
  const entries = inferenceEngines(
    {
      dataDir,
      chatModel: path,
      upstreamUrl: undefined,
      upstreamApiKey: undefined,
      upstreamEmbeddings: [],
      ...settings,
    },
    createLog("info", sink),
  );
  const opened = await openEngines(entries);
  return {
    engines: opened.engines,
    logs,
    async close() {
      const failures = await opened.close();
      await rm(dataDir, { recursive: true });
      if (failures.length > 0) throw new AggregateError(failures);
    },
  };
}
