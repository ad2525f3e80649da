import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GateError } from "./gate.ts";
import { root } from "./workspace.ts";

export interface LiveServer extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
}

const readyWithinMs = 60_000;

/** Starts the built server on a free port with an empty data folder; disposing ends it and removes the folder. */
export async function startLiveServer(): Promise<LiveServer> {
  const file = join(root, "apps", "server", "dist", "start.js");
  if (!existsSync(file)) throw new GateError("apps/server is not built; run: pnpm build");
  const data = await mkdtemp(join(tmpdir(), "platform-live-"));
  const port = await freePort();
  const env = {
    ...process.env,
    PLATFORM_PORT: String(port),
    PLATFORM_HOST: "127.0.0.1",
    PLATFORM_DATA_DIR: data,
  };
  const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => output.push(chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => output.push(chunk));
  const close = async (): Promise<void> => {
    await stop(child);
    await rm(data, { recursive: true, force: true });
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await waitUntilReady(url, child);
    const key = (await readFile(join(data, "bootstrap-key"), "utf8")).trim();
    return { url, key, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw new GateError(`the server did not start: ${String(error)}\n${output.join("").slice(-4_000)}`);
  }
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("it ended at once");
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`not ready within ${readyWithinMs / 1000} s`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await ended;
  clearTimeout(patience);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new GateError("no free port");
  return address.port;
}
