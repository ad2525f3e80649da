import { open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { EngineError } from "../../../engine-error.ts";
import { modelAddress, redirectAddress } from "./address.ts";

export interface FetchRest {
  readonly url: URL;
  /** The unfinished file; what it holds is kept and added to when the server can go on from there. */
  readonly part: string;
  readonly allowedHosts: readonly string[] | undefined;
  readonly freeSpace: () => Promise<number>;
}

const MAX_REDIRECTS = 5;
/** Left free on the disk for everything else. */
const SPARE_BYTES = 64 * 1024 * 1024;
/** A server that sends nothing for so long is taken for dead. */
const IDLE_MS = 60_000;

/**
 * One attempt at the bytes still missing; resolves when the file is complete.
 * @throws {EngineError} when another attempt is pointless; anything else is worth one.
 */
export async function fetchRest(order: FetchRest): Promise<void> {
  const { part } = order;
  const tagFile = `${part}.tag`;
  const have = await stat(part).then(
    (entry) => entry.size,
    () => 0,
  );
  const tag = await readFile(tagFile, "utf8").catch(() => "");
  // Without a tag nobody can say whether the old bytes and the new ones belong to one file.
  const resume = have > 0 && tag !== "";
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), IDLE_MS);
  try {
    const response = await request(
      order,
      resume ? { range: `bytes=${have}-`, "if-range": tag } : {},
      idle.signal,
    );
    if (response.status === 416) {
      if (response.headers.get("content-range") === `bytes */${have}`) return;
      await rm(part, { force: true });
      throw new Error("The unfinished file does not fit the server's");
    }
    if (response.status >= 500 || response.status === 429)
      throw new Error(`The server answered ${response.status}`);
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new EngineError(
        "upstream_failed",
        `${order.url.host} answered ${response.status} instead of the model.`,
      );
    }
    const resumed = response.status === 206;
    const start = resumed ? have : 0;
    const total = totalBytes(response, start);
    await checkSpace(order, total === undefined ? 0 : total - start);
    // Old bytes go before their tag does: a crash in between must not marry them to the new one.
    if (!resumed) await rm(part, { force: true });
    await writeFile(tagFile, strongTag(response));
    const size = await append(response.body, part, start, timer);
    if (total !== undefined && size !== total) throw new Error(`The server sent ${size} of ${total} bytes`);
  } finally {
    clearTimeout(timer);
    idle.abort();
  }
}

async function request(
  order: FetchRest,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  let url = modelAddress(order.url, order.allowedHosts);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    // Compressed bytes could neither be counted nor continued.
    const response = await fetch(url, {
      headers: { ...headers, "accept-encoding": "identity" },
      redirect: "manual",
      signal,
    });
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    await response.body?.cancel();
    url = redirectAddress(url, response.headers.get("location"), order.allowedHosts);
  }
  throw new EngineError("upstream_failed", `${order.url.host} redirects more than ${MAX_REDIRECTS} times.`);
}

async function append(
  body: AsyncIterable<Uint8Array>,
  part: string,
  start: number,
  timer: NodeJS.Timeout,
): Promise<number> {
  const file = await open(part, "a");
  let size = start;
  try {
    for await (const bytes of body) {
      timer.refresh();
      await file.appendFile(bytes).catch(unwritable);
      size += bytes.length;
    }
  } finally {
    await file.sync();
    await file.close();
  }
  return size;
}

/** Another attempt would fail in the same way. */
function unwritable(cause: unknown): never {
  throw new EngineError("unavailable", "The model cannot be written to the cache folder: is the disk full?", {
    cause,
  });
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);

async function checkSpace(order: FetchRest, needed: number): Promise<void> {
  const free = await order.freeSpace();
  if (free >= needed + SPARE_BYTES) return;
  throw new EngineError(
    "limit_exceeded",
    `The model needs ${megabytes(needed + SPARE_BYTES)} MB of disk, and ${megabytes(free)} MB are free: make room, or choose another cache folder.`,
  );
}

/** Size of the whole file, when the server says it. */
function totalBytes(response: Response, start: number): number | undefined {
  const range = /^bytes (\d+)-\d+\/(\d+)$/u.exec(response.headers.get("content-range") ?? "");
  if (response.status === 206) {
    if (range === null || Number(range[1]) !== start)
      throw new Error("The server sent another range than asked for");
    return Number(range[2]);
  }
  const length = response.headers.get("content-length");
  return length === null ? undefined : Number(length);
}

/** What proves, on resuming, that the file is still the same; empty when the server offers no such proof. */
function strongTag(response: Response): string {
  const tag = response.headers.get("etag") ?? "";
  return tag.startsWith("W/") || tag === "" ? (response.headers.get("last-modified") ?? "") : tag;
}
