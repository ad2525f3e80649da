import { join, platformHome, readText } from "../discover/files-node.ts";
import { AbortedError } from "../errors/client-errors.ts";

/** Where to look, and for how long. Every field is optional. */
export interface FindLocalServerOptions {
  /** The server's data folder. Default: `PLATFORM_DATA_DIR`, else `~/.platform/data`. */
  folder?: string | undefined;
  /** Ports to try on 127.0.0.1 when the folder tells of no server that runs. Default `[8787]`. */
  ports?: readonly number[] | undefined;
  /** Longest wait for each answer, in milliseconds. Default 1,000. */
  timeoutMs?: number | undefined;
  /** Ends the search. */
  signal?: AbortSignal | undefined;
}

/** A server that runs on this machine. */
export interface LocalServer {
  readonly baseUrl: string;
  readonly version: string;
}

/**
 * Finds the Platform server on this machine: by what it has written into its data folder, else by asking the
 * usual port. No key is read or sent.
 *
 * @returns `undefined` when none answers.
 * @throws {AbortedError} when the signal fires.
 * @example
 * const local = await findLocalServer();
 * const client = createClient({ baseUrl: local?.baseUrl });
 */
export async function findLocalServer(
  options: FindLocalServerOptions = {},
): Promise<LocalServer | undefined> {
  const { folder = process.env["PLATFORM_DATA_DIR"] || join(platformHome(), "data"), ports = [8787] } =
    options;
  const told = announced(join(folder, "server.json"));
  const addresses = [...(told ? [told] : []), ...ports.map((port) => `http://127.0.0.1:${port}`)];
  for (const baseUrl of addresses) {
    const version = await ask(baseUrl, options);
    if (version !== undefined) return { baseUrl, version };
  }
  return undefined;
}

/** What a server wrote there, unless it has gone since without taking it away. */
function announced(file: string): string | undefined {
  try {
    const { url, pid } = JSON.parse(readText(file) ?? "") as { url: string; pid: number };
    return /^https?:\/\/[^/?#@]+$/.test(url) && isAlive(pid) ? url : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  // 0 and below mean groups of processes.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process may be looked at, but not sent a signal.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/** The version of the server at an address, if it is one of ours. */
async function ask(baseUrl: string, options: FindLocalServerOptions): Promise<string | undefined> {
  const { signal, timeoutMs = 1_000 } = options;
  if (signal?.aborted) throw new AbortedError(signal.reason);
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener("abort", stop);
  try {
    const response = await fetch(`${baseUrl}/version`, { signal: controller.signal, redirect: "error" });
    const { name, version } = (await response.json()) as { name?: unknown; version?: unknown };
    return name === "platform" && typeof version === "string" ? version : undefined;
  } catch {
    if (signal?.aborted) throw new AbortedError(signal.reason);
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    // Whatever has not been read of the answer.
    stop();
  }
}
