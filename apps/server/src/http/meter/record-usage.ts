import type { Database } from "../../store/database.ts";
import type { usageEvents } from "../../store/schema/index.ts";
import type { Row, TenantIds } from "../../store/tenant-types.ts";
import type { Principal } from "../operation.ts";
import type { Meter } from "./meter.ts";
import { writeUsage } from "./write-usage.ts";

/** What was used, of whom, and when. */
export interface Used {
  readonly provider: string;
  readonly model: string;
  readonly units: Readonly<Record<string, string>>;
  readonly at: Date;
}

export interface Priced {
  /** Null when a price is unknown. */
  readonly cost: string | null;
  readonly currency: string;
  readonly priceIds: string[];
}

/** What something costs, by the prices in force at that moment. */
export interface Price {
  (db: Database, usage: Used & { readonly ids: TenantIds }): Promise<Priced>;
  /** The same for many events of one project, in their order. */
  readonly many?: ((db: Database, ids: TenantIds, usages: readonly Used[]) => Promise<Priced[]>) | undefined;
  /** The most that an event of up to these units costs; default: what these units cost. */
  readonly most?: ((db: Database, usage: Used & { readonly ids: TenantIds }) => Promise<Priced>) | undefined;
  /** What is to be done with each row that is written: budgets count it. */
  readonly charging?: Charging | undefined;
}

export type LedgerRow = Row<typeof usageEvents>;

/** How rows that were just written are charged, in their transaction; undefined when nobody has a budget there. */
export type Charging = (
  db: Database,
  ids: TenantIds,
) => Promise<((tx: Database, rows: readonly LedgerRow[]) => Promise<void>) | undefined>;

export interface Usage {
  readonly principal: Omit<Principal, "memberId">;
  readonly eventId: string;
  readonly operation: string;
  readonly runId: string | undefined;
  readonly startedAt: Date;
  /** When it was over. Default: now. */
  readonly endedAt?: Date | undefined;
  readonly meter: Meter;
}

/** Writes the operation into the ledger, priced now. The same event again changes nothing. */
export async function recordUsage(db: Database, price: Price, usage: Usage): Promise<void> {
  const { units, labels } = usage.meter.read();
  const { organizationId, projectId, apiKeyId } = usage.principal;
  const { operation, eventId, runId, startedAt, endedAt: at = new Date() } = usage;
  // What the platform does itself is priced by the operation's name where there is no model.
  const { provider = "platform", model = operation, userId, tags } = labels;
  const event = { eventId, operation, provider, model, units, apiKeyId, startedAt, occurredAt: at };
  await writeUsage(db, price, { organizationId, projectId }, [
    {
      ...event,
      runId: runId ?? null,
      userId: userId ?? null,
      tags: { ...tags },
      durationMs: at.getTime() - startedAt.getTime(),
    },
  ]);
}
