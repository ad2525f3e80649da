import { rename, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "../../../engine-error.ts";
import { fetchRest } from "./fetch-rest.ts";

/** Bytes that may still be written in a folder. */
export type FreeSpace = (folder: string) => Promise<number>;

export interface Download {
  readonly url: URL;
  /** Where the finished file goes; the unfinished one lies beside it, ending in `.part`. */
  readonly path: string;
  readonly allowedHosts: readonly string[] | undefined;
  /** Throws unless the finished file is as it should be. */
  readonly check: (path: string) => Promise<void>;
  readonly freeSpace?: FreeSpace | undefined;
}

/** Attempts in a row that may bring nothing before we give up. */
const BARREN_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 200;

const running = new Map<string, Promise<void>>();

/** Fetches a file once: callers of the same path share the work, and a file already there is left as it is. */
export function download(order: Download): Promise<void> {
  const started = running.get(order.path) ?? run(order).finally(() => running.delete(order.path));
  running.set(order.path, started);
  return started;
}

async function run(order: Download): Promise<void> {
  if ((await sizeOf(order.path)) > 0) return;
  const part = `${order.path}.part`;
  await fetchAll(order, part);
  try {
    await order.check(part);
  } catch (error) {
    // What is wrong once stays wrong: the next try starts afresh.
    await rm(part, { force: true });
    throw error;
  }
  await rename(part, order.path);
  await rm(`${part}.tag`, { force: true });
}

/** Goes on after cuts from where the last attempt ended, for as long as attempts bring something. */
async function fetchAll(order: Download, part: string): Promise<void> {
  const freeSpace = order.freeSpace ?? diskSpace;
  for (let barren = 0; ;) {
    const before = await sizeOf(part);
    try {
      const { url, allowedHosts } = order;
      return await fetchRest({ url, part, allowedHosts, freeSpace: () => freeSpace(dirname(part)) });
    } catch (error) {
      if (error instanceof EngineError) throw error;
      barren = (await sizeOf(part)) > before ? 0 : barren + 1;
      if (barren >= BARREN_ATTEMPTS) {
        const message = `${basename(order.path)} could not be downloaded from ${order.url.host}: the connection fails.`;
        throw new EngineError("upstream_failed", message, { cause: error });
      }
      await sleep(FIRST_PAUSE_MS * 2 ** barren);
    }
  }
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    (entry) => entry.size,
    () => 0,
  );
}

async function diskSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
