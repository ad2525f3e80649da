import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, utimes } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { NamedUsage, Spool } from "../spool.ts";
import { findAbandoned, heartbeatMs, ownName } from "./abandoned.ts";
import { readLines } from "./lines.ts";

/** A file that is written anew when so many lines more than needed are in it. */
const spareLines = 10_000;

/**
 * Keeps events in a file until they have arrived: one that `record` has settled for survives a `kill -9`, and is sent
 * by the next process that opens a spool with the same path. Each process writes a file of its own beside `path`, so
 * any number of them may share it. The files hold what events hold and are readable by this user only.
 *
 * @param path Where to, such as `"/var/lib/app/usage"`; its folder is made.
 * @example
 * const tracker = usageTracker(client, { spool: fileSpool("/var/lib/app/usage") });
 */
export function fileSpool(path: string): Spool {
  const base = resolve(path);
  const mine = `${base}.${ownName(randomUUID())}`;
  const live = new Map<string, NamedUsage>();
  let file: FileHandle | undefined;
  let waiting: string[] = [];
  let written = 0;
  let beat: ReturnType<typeof setInterval> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  /** Everything said until the writer comes round goes to disk together. */
  function write(line: object): Promise<void> {
    waiting.push(`${JSON.stringify(line)}\n`);
    next ??= writing = afterThis(writing);
    return next;
  }

  async function afterThis(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    const lines = waiting;
    next = undefined;
    waiting = [];
    await put(lines);
  }

  async function put(lines: string[]): Promise<void> {
    file ??= await begin();
    if (written > live.size * 2 + spareLines || (live.size === 0 && written > 0)) return rewrite();
    written += lines.length;
    try {
      await file.appendFile(lines.join(""));
      await file.datasync();
    } catch (error) {
      // Half a line may be in it: the next one must not be put behind that.
      written = Infinity;
      throw error;
    }
  }

  async function begin(): Promise<FileHandle> {
    await mkdir(dirname(base), { recursive: true, mode: 0o700 });
    beat ??= setInterval(() => void utimes(mine, new Date(), new Date()).catch(() => undefined), heartbeatMs);
    beat.unref();
    const begun = await open(mine, "a", 0o600);
    await syncFolder(base);
    return begun;
  }

  /** Only what is needed still, in one step: at no moment is there less on the disk. */
  async function rewrite(): Promise<void> {
    const fresh = `${mine}.new`;
    const made = await open(fresh, "w", 0o600);
    await made.writeFile([...live.values()].map((add) => `${JSON.stringify({ add })}\n`).join(""));
    await made.datasync();
    await rename(fresh, mine);
    await syncFolder(base);
    await file?.close();
    file = made;
    written = live.size;
  }

  return {
    async load() {
      const found: NamedUsage[] = [];
      for (const abandoned of await findAbandoned(base, mine)) {
        const claimed = `${mine}.from-${randomUUID()}`;
        // Of several processes that want it, one gets it.
        const isMine = await rename(abandoned, claimed).then(
          () => true,
          () => false,
        );
        if (!isMine) continue;
        const events = await readLines(claimed);
        for (const event of events) live.set(event.eventId, event);
        await Promise.all(events.map((add) => write({ add })));
        await rm(claimed, { force: true });
        found.push(...events);
      }
      return found;
    },
    add(event) {
      live.set(event.eventId, event);
      return write({ add: event });
    },
    remove(eventIds) {
      for (const id of eventIds) live.delete(id);
      return write({ done: eventIds });
    },
    async close() {
      await writing.catch(() => undefined);
      clearInterval(beat);
      await file?.close();
      file = undefined;
      if (live.size === 0) await rm(mine, { force: true });
      else await release(mine, base);
    },
  };
}

/** That a file is there, and under which name, is written in its folder. Some systems cannot be asked to. */
async function syncFolder(base: string): Promise<void> {
  const folder = await open(dirname(base), "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Says that nobody writes it any more. */
async function release(mine: string, base: string): Promise<void> {
  await rename(mine, `${base}.left.${randomUUID()}.jsonl`);
}
