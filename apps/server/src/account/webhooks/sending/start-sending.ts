import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "../../../store/database.ts";
import type { Resolve } from "../address/guarded-lookup.ts";
import { claimDeliveries } from "./claim-deliveries.ts";
import { createPoster } from "./post-event.ts";
import { sendDelivery } from "./send-delivery.ts";

export interface SendingOptions {
  readonly db: Database;
  readonly log: Logger;
  readonly allowPrivate: boolean;
  /** How names are resolved. Default: as the system does. */
  readonly resolve?: Resolve | undefined;
}

/** How many are sent at once by one server, and about how many to one webhook: a slow one must not hold up the rest. */
const mostAtOnce = 32;
const mostToOne = 4;
const idleMs = 500;
/** How long a try may go on once the server stops. */
const graceMs = 2_000;

/** Begins to send what is due, beside any other server on the same database. Returns how to end it. */
export function startSending({ db, log, allowPrivate, resolve }: SendingOptions): () => Promise<void> {
  const dispatcher = createPoster(allowPrivate, resolve);
  const ending = new AbortController();
  const stopping = new AbortController();
  const running = new Map<Promise<void>, string>();
  const world = { db, log, allowPrivate, dispatcher, stopping: stopping.signal };

  function busyWebhooks(): string[] {
    const counts = new Map<string, number>();
    for (const id of running.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= mostToOne).map(([id]) => id);
  }

  /** Takes a few at a time, so that one webhook's many do not take every place. */
  async function take(): Promise<boolean> {
    const free = Math.min(mostAtOnce - running.size, mostToOne);
    const claimed = free > 0 ? await claimDeliveries(db, free, busyWebhooks()) : [];
    for (const one of claimed) {
      const sent: Promise<void> = sendDelivery(world, one)
        .catch((error: unknown) => log.warn({ err: error, deliveryId: one.id }, "a delivery was not settled"))
        .finally(() => void running.delete(sent));
      running.set(sent, one.webhookId);
    }
    return claimed.length > 0;
  }

  async function loop(): Promise<void> {
    while (!ending.signal.aborted) {
      const found = await take().catch((error: unknown) => {
        log.warn({ err: error }, "deliveries that are due were not read");
        return false;
      });
      // A place that becomes free is filled at once, else it is asked for anew after a while.
      const wait = sleep(idleMs, undefined, { signal: ending.signal }).catch(() => {});
      if (!found) await Promise.race([wait, ...running.keys()]);
    }
  }

  const looping = loop();
  return async () => {
    ending.abort();
    await looping;
    const timer = setTimeout(() => stopping.abort(new Error("The server is stopping.")), graceMs);
    await Promise.all(running.keys());
    clearTimeout(timer);
    await dispatcher.destroy();
  };
}
