import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "../call.ts";
import { databaseTrouble } from "../errors/database-trouble.ts";
import type { Held } from "./budgets.ts";
import type { Meter } from "./meter.ts";
import { settle } from "./settle.ts";

const waitsMs = [100, 300, 1_000, 3_000];

/**
 * Settles what is over and cannot be asked for again: a stream, a socket. A database that is away for a moment is waited
 * for. One event is written once, also when it was written before and only the answer was lost.
 */
export async function settleAtLast(call: Call, eventId: string, meter: Meter, held?: Held): Promise<void> {
  const { db } = call.deps;
  for (const waitMs of waitsMs) {
    try {
      return await settle(db, call, eventId, meter, held);
    } catch (error) {
      if (databaseTrouble(error) === undefined) throw error;
      call.log.warn({ err: error }, "usage is recorded again in a moment");
      await sleep(waitMs);
    }
  }
  return settle(db, call, eventId, meter, held);
}
