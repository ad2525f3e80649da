import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A server of our own on a free port, with a fresh data folder. */
export interface OwnServer {
  readonly url: string;
  readonly key: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
  /** Lets it live on after this process. */
  release(): void;
}

const program = fileURLToPath(import.meta.resolve("@platform/server/start"));

/** Starts a server that may read one folder, and waits until it is ready. */
export async function startServer(docs: string): Promise<OwnServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "platform-quickstart-"));
  const log = join(dataDir, "server.log");
  const out = openSync(log, "a");
  const child = spawn(process.execPath, [...process.execArgv, program], {
    // Detached: it can be left running, and a Ctrl-C reaches us alone, who then end it in order.
    detached: true,
    stdio: ["ignore", out, out],
    env: environment(dataDir, docs),
  });
  closeSync(out);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const url = await ready(child, log);
    const key = (await readFile(join(dataDir, "bootstrap-key"), "utf8")).trim();
    return { url, key, dataDir, pid: child.pid ?? 0, stop, release: () => child.unref() };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nothing of the caller's own settings may change what the quickstart does. */
function environment(dataDir: string, docs: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("PLATFORM_") && name !== "DATABASE_URL",
  );
  return {
    ...Object.fromEntries(kept),
    PLATFORM_PORT: "0",
    PLATFORM_DATA_DIR: dataDir,
    PLATFORM_TASK_FOLDERS: docs,
    PLATFORM_LOG_LEVEL: "warn",
  };
}

async function ready(child: ChildProcess, log: string): Promise<string> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    const text = await readFile(log, "utf8");
    const url = /ready at (\S+)/.exec(text)?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The server did not start:\n${text.trim().split("\n").slice(-20).join("\n")}`);
    }
    await sleep(50);
  }
  throw new Error("The server was not ready within two minutes.");
}
