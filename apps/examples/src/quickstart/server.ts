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
  /** Fulfilled, with the reason and its last lines, when it ends without being asked to. */
  readonly lost: Promise<Error>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
  /** Lets it live on after this process. */
  release(): void;
}

const program = fileURLToPath(import.meta.resolve("@platform/server/start"));

/** Starts a server that may read one folder, and waits until it is ready; an abort ends it again. */
export async function startServer(docs: string, signal: AbortSignal): Promise<OwnServer> {
  signal.throwIfAborted();
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
  const gone = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, by) => resolve(by === null ? `exit code ${code}` : `ended by ${by}`));
  });
  const stop = async () => {
    if (running(child)) child.kill("SIGTERM");
    await gone;
    // Its database may take a moment longer than a server that was killed.
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    const url = await ready(child, log, signal);
    const key = (await readFile(join(dataDir, "bootstrap-key"), "utf8")).trim();
    const lost = gone.then(async (how) => new Error(`The server went away (${how}).${await lastLines(log)}`));
    return { url, key, dataDir, pid: child.pid ?? 0, lost, stop, release: () => child.unref() };
  } catch (error) {
    await stop();
    throw error;
  }
}

const running = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

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

async function ready(child: ChildProcess, log: string, signal: AbortSignal): Promise<string> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    const url = /ready at (\S+)/.exec(await readFile(log, "utf8"))?.[1];
    if (url !== undefined) return url;
    if (!running(child)) throw new Error(`The server did not start.${await lastLines(log)}`);
    await sleep(50, undefined, { signal });
  }
  throw new Error("The server was not ready within two minutes.");
}

/** What it said last, without the greeting: that was no warning, and holds its key. */
async function lastLines(log: string): Promise<string> {
  const text = await readFile(log, "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !greeting.test(line));
  return lines.length === 0 ? "" : ` Its last lines:\n${lines.slice(-10).join("\n")}`;
}

const greeting = /^(Platform is ready|API key|It is shown once|Data:|Missing:|Disabled:)/;
