import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Standard output and error so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Sends a signal and waits for the end; returns the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string>;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Starts the real server as its own process, on any free port. Resolves when it says it is ready, or has ended. */
export async function startProcess(
  environment: Record<string, string>,
  options: { script?: URL; path?: string } = {},
): Promise<ServerProcess | Ended> {
  const script = options.path ?? fileURLToPath(options.script ?? new URL("../src/start.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=platform-source", script], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], PLATFORM_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  const ended = once(child, "exit");
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  const ready = new Promise<string>((resolve) => {
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      const [, url] = /ready at (\S+)/.exec(out) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([ready, ended.then(() => undefined)]);
  if (url === undefined) return { code: child.exitCode ?? -1, out, err };
  return {
    child,
    url,
    out: () => out,
    err: () => err,
    async end(signal) {
      child.kill(signal);
      const [code, killed] = await ended;
      return code ?? killed;
    },
  };
}

/** The process, which the test needs to have started. */
export function running(started: ServerProcess | Ended): ServerProcess {
  if ("url" in started) return started;
  throw new Error(`The server ended (${started.code}): ${started.err}`);
}
