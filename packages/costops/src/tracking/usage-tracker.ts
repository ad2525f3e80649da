import type { Client, UsageReport } from "@platform/core";
import type { SubmitUsageParams } from "../usage/submit-usage.ts";
import { createBuffer } from "./buffer.ts";
import { beforeExit } from "./before-exit.ts";
import { complain } from "./complain.ts";
import type { DropReason, UsageTrackerOptions } from "./options.ts";
import { createSender, unref } from "./sender.ts";
import type { NamedUsage } from "./spool.ts";
import { toEvent } from "./to-event.ts";

/** Gathers usage events and sends them in batches, beside the program. A sink for core's `trackUsage`. */
export interface Tracker {
  /** Takes a report of core's `trackUsage`. Never rejects. */
  (report: UsageReport): Promise<void>;
  /**
   * Takes an event of one's own. Settles with its id once it is kept: in memory, or with a spool on disk. Never
   * rejects; what becomes of the event later, `onDrop` and `onError` tell.
   */
  record(event: SubmitUsageParams): Promise<string>;
  /** Events that have not arrived yet. */
  readonly pending: number;
  /**
   * Sends what there is now, streams that broke off included. Settles when it has arrived or was given up, at the
   * latest after `timeoutMs` (default 30,000), with the number of events that have not. Never rejects.
   */
  flush(timeoutMs?: number): Promise<number>;
  /**
   * The same, then stops. Events that did not arrive stay in the spool, or are given up where there is none; later
   * ones are given up at once. Never rejects.
   */
  close(timeoutMs?: number): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Keeps track of what calls used, by sending it to a Platform server as usage events. It never fails or slows what it
 * follows: it sends later and in batches, keeps events while the server is gone, and gives each an id so that sending
 * one twice counts once.
 *
 * @param client Where events go. Its key needs `costops:write`.
 * @example
 * const tracker = usageTracker(createClient());
 * const models = createClient({ baseUrl, apiKey, use: [trackUsage(tracker, { provider: "openai" })] });
 * await tracker.close(); // before the program ends
 */
export function usageTracker(client: Client, options: UsageTrackerOptions = {}): Tracker {
  const { batchSize = 100, flushMs = 5_000, maxBuffered = 10_000, settleMs = 60_000 } = options;
  const { spool, userId, onError = () => undefined } = options;
  const buffer = createBuffer();
  let hurried = 0;
  let closing: Promise<number> | undefined;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settled = deferred();

  const changed = () => {
    settled.resolve();
    settled = deferred();
  };
  const told = (error: unknown) => quietly(() => onError(error));
  const forget = (ids: readonly string[]) => {
    spool?.remove(ids).catch(told);
    changed();
  };
  const tellDrop = options.onDrop ?? complain();
  const onDrop = (event: NamedUsage, reason: DropReason) => {
    quietly(() => tellDrop(event, reason));
    forget([event.eventId]);
  };
  const { maxDelayMs = 30_000 } = options;
  const sender = createSender(client, buffer, {
    ...{ batchSize, maxDelayMs, isHurried: () => hurried > 0, onArrived: forget },
    ...{ onDrop, onError: told },
  });

  function put(event: NamedUsage, isPart = false): NamedUsage | undefined {
    const put = buffer.put(event, isPart ? Date.now() + settleMs : 0, isPart);
    const oldest = buffer.size > maxBuffered ? buffer.dropOldest() : undefined;
    if (oldest) onDrop(oldest, { code: "overflow", message: `More than ${maxBuffered} events waited.` });
    if (buffer.due(batchSize, Date.now()) >= batchSize || hurried > 0) sender.start(hurried > 0);
    timer ??= setTimer();
    return put;
  }

  /** Comes again for as long as something waits. */
  function setTimer() {
    const set = setTimeout(() => {
      timer = buffer.size > 0 ? setTimer() : undefined;
      sender.start(true);
    }, flushMs);
    unref(set);
    return set;
  }

  async function keep(event: NamedUsage, isPart = false): Promise<void> {
    const tags = { ...options.tags, ...event.tags };
    const whole: NamedUsage = {
      ...event,
      ...(userId !== undefined && event.userId === undefined && { userId }),
      ...(Object.keys(tags).length > 0 && { tags }),
    };
    if (isClosed) return onDrop(whole, { code: "closed", message: "The tracker was closed before." });
    const kept = put(whole, isPart);
    if (kept) await spool?.add(kept).catch(told);
  }

  async function flush(timeoutMs = 30_000): Promise<number> {
    await loaded;
    // Reports of calls that have just ended come a moment later.
    await new Promise((resolve) => void setTimeout(resolve));
    const { last } = buffer;
    const over = new AbortController();
    const limit = setTimeout(() => {
      over.abort();
      changed();
    }, timeoutMs);
    hurried++;
    sender.start(true);
    while (!over.signal.aborted && buffer.oldest() <= last) await settled.promise;
    hurried--;
    clearTimeout(limit);
    return buffer.size;
  }

  async function shut(timeoutMs: number | undefined): Promise<number> {
    await flush(timeoutMs);
    isClosed = true;
    stopListening();
    clearTimeout(timer);
    await sender.stop();
    const left = buffer.clear();
    const message = "It had not arrived when the tracker was closed.";
    if (!spool) for (const event of left) onDrop(event, { code: "closed", message });
    await spool?.close().catch(told);
    return left.length;
  }
  const close = (timeoutMs?: number) => (closing ??= shut(timeoutMs));

  const stopListening = beforeExit(async () => {
    if (buffer.size > 0 && (await flush()) > 0) await close(0);
  });
  const loaded = (async () => {
    for (const event of (await spool?.load()) ?? []) put(event);
  })().catch(told);

  const track = async (report: UsageReport) => {
    const event = toEvent(report);
    if (event) await keep(event, event.tags?.["measured"] === "no" && report.streamed);
  };
  return Object.defineProperty(
    Object.assign(track, {
      async record(event: SubmitUsageParams) {
        const eventId = event.eventId ?? randomId();
        await keep({ ...event, eventId, occurredAt: event.occurredAt ?? new Date().toISOString() });
        return eventId;
      },
      flush,
      close,
      async [Symbol.asyncDispose]() {
        await close();
      },
    }),
    "pending",
    { get: () => buffer.size },
  ) as Tracker;
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => void (resolve = done));
  return { promise, resolve };
}

/** Browsers have `randomUUID` on secure pages only. */
const randomId = (): string => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}-${Math.random()}`;

/** What a listener throws is not the tracked program's concern. */
function quietly(tell: () => void): void {
  try {
    tell();
  } catch {
    // Nobody is left to be told.
  }
}
