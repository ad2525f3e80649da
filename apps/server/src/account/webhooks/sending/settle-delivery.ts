import type { DeliveryAttempt } from "@platform/account";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { webhookDeliveries, webhooks } from "../../../store/schema/index.ts";
import type { Tenant } from "../../../store/tenant-types.ts";
import type { Claimed } from "./claim-deliveries.ts";
import type { Posted } from "./post-event.ts";
import { waitAfter } from "./retry-schedule.ts";

/** A webhook through which nothing got for so long is disabled. */
const patience = sql`interval '5 days'`;

/** Why the server disabled the webhook, if it did. */
export type Disabled = "gone" | "failing" | undefined;

const leased = ({ id, lease }: Claimed) =>
  and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.lease, lease ?? ""));

/** Writes what came of a try, unless the lease has gone to another server meanwhile. */
export function settleDelivery(db: Tenant, claimed: Claimed, posted: Posted): Promise<Disabled> {
  const { retryAfterMs, ...attempt } = posted;
  const { status } = attempt;
  const succeeded = status !== null && status >= 200 && status < 300;
  const wait = succeeded || status === 410 ? null : waitAfter(claimed.attemptCount + 1, retryAfterMs);
  return db.transaction(async (tx) => {
    const settled = await write(tx, claimed, attempt, succeeded, wait);
    if (!settled) return undefined;
    const itself = eq(webhooks.id, claimed.webhookId);
    if (succeeded) {
      // Only when there is something to forget: most deliveries leave this row alone.
      await tx.update(webhooks, { failingSince: null }, and(itself, isNotNull(webhooks.failingSince)));
      return undefined;
    }
    const since = sql`coalesce(${webhooks.failingSince}, now())`;
    const [webhook] = await tx.update(
      webhooks,
      { failingSince: since },
      and(itself, eq(webhooks.enabled, true)),
    );
    if (webhook === undefined) return undefined;
    if (status === 410) return disable(tx, claimed.webhookId, "gone");
    const [late] = await tx.pick(
      webhooks,
      { id: webhooks.id },
      {
        where: and(itself, sql`${webhooks.failingSince} < now() - ${patience}`),
      },
    );
    return late ? disable(tx, claimed.webhookId, "failing") : undefined;
  });
}

async function disable(tx: Tenant, id: string, reason: "gone" | "failing"): Promise<Disabled> {
  const changes = { enabled: false, disabledReason: reason, updatedAt: new Date() };
  await tx.update(webhooks, changes, eq(webhooks.id, id));
  return reason;
}

async function write(
  tx: Tenant,
  claimed: Claimed,
  attempt: DeliveryAttempt,
  succeeded: boolean,
  wait: number | null,
): Promise<boolean> {
  const over = wait === null;
  const rows = await tx.update(
    webhookDeliveries,
    {
      status: succeeded ? "succeeded" : over ? "failed" : "pending",
      attempts: sql`${webhookDeliveries.attempts} || ${JSON.stringify([attempt])}::jsonb`,
      attemptCount: claimed.attemptCount + (attempt.error?.startsWith("webhook_") ? 0 : 1),
      nextAttemptAt: over ? null : sql`now() + make_interval(secs => ${wait / 1_000})`,
      endedAt: over ? new Date() : null,
      lease: null,
    },
    leased(claimed),
  );
  return rows.length > 0;
}

/** Gives up at once, without a try: there is nobody to send it to. */
export async function giveUp(
  db: Tenant,
  claimed: Claimed,
  error: "webhook_disabled" | "webhook_deleted",
): Promise<void> {
  const startedAt = new Date().toISOString();
  await write(db, claimed, { startedAt, status: null, durationMs: 0, error, answer: null }, false, null);
}

/** Gives a delivery back that was not sent to its end: the next server takes it at once. */
export async function giveBack(db: Tenant, claimed: Claimed): Promise<void> {
  await db.update(webhookDeliveries, { lease: null, nextAttemptAt: new Date() }, leased(claimed));
}
