import { isDeepStrictEqual } from "node:util";
import { inArray } from "drizzle-orm";
import { HttpError } from "../../http/errors/http-error.ts";
import { writeUsage } from "../../http/meter/write-usage.ts";
import type { Context } from "../../http/operation.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { usageEvents } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";
import type { Submitted } from "./check-event.ts";

export type Recorded =
  | { readonly status: "recorded" | "duplicate"; readonly row: Row<typeof usageEvents> }
  | HttpError;

/** Writes checked events, and says of each what became of it, in the order given. */
export async function recordEvents(
  { db, price }: Context,
  submitted: readonly Submitted[],
): Promise<Recorded[]> {
  const events = submitted.map(({ event }) => event);
  const made = await writeUsage(databaseBehind(db), price, db.ids, events);
  const fresh = new Map(made.map((row) => [row.eventId, row]));
  const others = events.map(({ eventId }) => eventId).filter((eventId) => !fresh.has(eventId));
  const before =
    others.length === 0 ? [] : await db.select(usageEvents, { where: inArray(usageEvents.eventId, others) });
  const known = new Map([...made, ...before].map((row) => [row.eventId, row]));
  return submitted.map((one) => {
    const { eventId } = one.event;
    const row = known.get(eventId);
    // Of two events of one batch with the same id, the first is the one that was recorded.
    const status = fresh.delete(eventId) ? "recorded" : "duplicate";
    if (row && (status === "recorded" || isSame(row, one))) return { status, row };
    return new HttpError(
      409,
      "event_id_reused",
      `The event ${eventId} was recorded with other contents. Use a new eventId.`,
      { param: "eventId" },
    );
  });
}

/** Whether a row says what the event says that has its id. */
function isSame(row: Row<typeof usageEvents>, { event, timeGiven }: Submitted): boolean {
  const said = ({ operation, provider, model, units, occurredAt }: typeof event) => ({
    ...{ operation, provider, model, units },
    occurredAt: timeGiven ? occurredAt : undefined,
  });
  return isDeepStrictEqual(said(row), said(event));
}
