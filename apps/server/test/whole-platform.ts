import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { openPlatform, type Platform } from "../src/app.ts";
import { readConfig } from "../src/config/read-config.ts";
import { listen } from "../src/listen.ts";
import { createLog } from "../src/log/create-log.ts";
import { parts } from "../src/parts.ts";

export interface WholePlatform extends Platform {
  readonly url: string;
  readonly dataDir: string;
  /** The first key, which may do everything. */
  readonly key: string;
  /** Every log line so far. */
  readonly logs: string[];
  /** Asks with the first key, or another; `""` sends none. */
  ask(method: string, path: string, json?: unknown, key?: string): Promise<Response>;
  stop(): Promise<void>;
}

/** Everything that `start.ts` starts, in this process and on a data folder of its own, which goes at the end. */
export async function startWholePlatform(
  environment: Record<string, string> = {},
  level = "info",
): Promise<WholePlatform> {
  const folder = await mkdtemp(join(tmpdir(), "platform-whole-"));
  const logs: string[] = [];
  const sink = new Writable({ write: (line, _, next) => next(void logs.push(String(line))) });
  const log = createLog(level, sink);
  const dataDir = join(folder, "data");
  const platform = await openPlatform(readConfig({ PLATFORM_DATA_DIR: dataDir, ...environment }), parts, log);
  const listening = await listen(platform, "127.0.0.1", 0);
  const stopWorkers = await parts.startWorkers?.(platform, listening.url, log);
  const key = platform.first.key ?? "";
  return {
    ...platform,
    ...{ url: listening.url, dataDir, key, logs },
    ask(method, path, json, own = key) {
      const headers = {
        "content-type": "application/json",
        ...(own === "" ? {} : { authorization: `Bearer ${own}` }),
      };
      const body = json === undefined ? {} : { body: JSON.stringify(json) };
      return fetch(listening.url + path, { method, headers, ...body });
    },
    async stop() {
      await stopWorkers?.();
      await listening.stop(1000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
