import { and, eq, lt, sql } from "drizzle-orm";
import type { Database } from "../../store/database.ts";
import { newId } from "../../store/new-id.ts";
import { idempotencyKeys } from "../../store/schema/index.ts";
import type { TenantIds } from "../../store/tenant-types.ts";
import { fail } from "../errors/http-error.ts";

/** How long a server may be silent before another takes its request over. */
export const leaseSeconds = 15;

export interface ClaimRequest {
  readonly ids: TenantIds;
  readonly key: string;
  readonly fingerprint: string;
  /** This server process. */
  readonly owner: string;
}

/** Either this request is the one that runs, or its answer is known already. */
export type Claim =
  | { readonly kind: "run"; readonly eventId: string }
  | { readonly kind: "replay"; readonly status: number; readonly body: string };

const rowOf = ({ ids, key }: Pick<ClaimRequest, "ids" | "key">) =>
  and(eq(idempotencyKeys.projectId, ids.projectId), eq(idempotencyKeys.key, key));

const freshLease = sql`now() + make_interval(secs => ${leaseSeconds})`;

/** Takes the key, or says what became of it. 409 for a key in use, and for one used with other parameters. */
export async function claim(db: Database, request: ClaimRequest): Promise<Claim> {
  const { ids, key, fingerprint, owner } = request;
  const mine = { fingerprint, leaseOwner: owner, leaseExpiresAt: freshLease };
  const day = sql`now() + interval '1 day'`;
  for (;;) {
    const eventId = newId("evt");
    const [made] = await db
      .insert(idempotencyKeys)
      .values({ ...ids, key, ...mine, eventId, expiresAt: day })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    if (made) return { kind: "run", eventId };

    const outlived = and(rowOf(request), lt(idempotencyKeys.expiresAt, sql`now()`));
    await db.delete(idempotencyKeys).where(outlived);
    const [row] = await db.select().from(idempotencyKeys).where(rowOf(request));
    // Given back or outlived between the two statements: try again.
    if (row === undefined) continue;
    if (row.fingerprint !== fingerprint) mismatch();
    if (row.responseStatus !== null) {
      return { kind: "replay", status: row.responseStatus, body: row.responseBody ?? "" };
    }
    const abandoned = and(rowOf(request), lt(idempotencyKeys.leaseExpiresAt, sql`now()`));
    const [taken] = await db
      .update(idempotencyKeys)
      .set(mine)
      .where(abandoned)
      .returning({ eventId: idempotencyKeys.eventId });
    if (taken) return { kind: "run", eventId: taken.eventId };
    inProgress();
  }
}

/** Keeps the claim while the request runs. */
export async function extendClaim(db: Database, request: ClaimRequest): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ leaseExpiresAt: freshLease })
    .where(and(rowOf(request), eq(idempotencyKeys.leaseOwner, request.owner)));
}

/** Stores the answer. Nothing is stored when the claim was taken over meanwhile. */
export async function settleClaim(
  db: Database,
  request: ClaimRequest,
  answer: { status: number; body: string },
): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({
      responseStatus: answer.status,
      responseBody: answer.body,
      leaseOwner: null,
      leaseExpiresAt: null,
    })
    .where(and(rowOf(request), eq(idempotencyKeys.leaseOwner, request.owner)));
}

/** Gives the key back: nothing happened, so the caller may try again with it. */
export async function releaseClaim(db: Database, request: ClaimRequest): Promise<void> {
  await db.delete(idempotencyKeys).where(and(rowOf(request), eq(idempotencyKeys.leaseOwner, request.owner)));
}

function mismatch(): never {
  return fail(
    409,
    "idempotency_mismatch",
    "This Idempotency-Key was used with other parameters. Use a new key for a new request.",
  );
}

export function inProgress(): never {
  return fail(
    409,
    "idempotency_in_progress",
    "A request with this Idempotency-Key still runs. Try again shortly.",
    {
      retryable: true,
      headers: { "retry-after-ms": "500", "retry-after": "1" },
    },
  );
}
