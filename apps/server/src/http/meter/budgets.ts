import type { Database } from "../../store/database.ts";
import type { TenantIds } from "../../store/tenant-types.ts";
import type { Price } from "./record-usage.ts";
import type { WorstCase } from "./worst-case.ts";

/** What is asked of the budgets before an operation runs. */
export interface Ask extends Pick<WorstCase, "units" | "userId" | "tags" | "cut"> {
  readonly ids: TenantIds;
  readonly apiKeyId: string;
  readonly runId: string | undefined;
  readonly provider: string;
  readonly model: string;
  readonly price: Price;
  /** The row of the ledger that frees it, for what outlives the request; then `until` too. */
  readonly eventId?: string | undefined;
  readonly until?: Date | undefined;
  /**
   * Told when this server was silent for longer than its lease and what it held went to others: what goes on now is held
   * by nobody. Not within a transaction, whose reservation only it can see.
   */
  readonly onLost?: (() => void) | undefined;
}

/** Money set aside. */
export interface Held {
  readonly id: string;
  readonly budgetIds: readonly string[];
  /** How much of each unit it pays for. */
  readonly units: Readonly<Record<string, string>>;
  /** Whether that is less than was asked for. */
  readonly wasCut: boolean;
}

/** What the request path knows of budgets. */
export interface Budgets {
  /** Whether a hard budget might have a say; known without asking the database, but for once a second. */
  mayRefuse(db: Database, ids: TenantIds): Promise<boolean>;
  /** Sets the worst case aside in every hard budget that applies, all or none; 402 when it does not fit. */
  reserve(db: Database, ask: Ask): Promise<Held | undefined>;
  /** Gives back what was set aside: in the transaction that writes the ledger, or when nothing is to be paid. */
  free(tx: Database, held: Held): Promise<void>;
  /** The same of what was set aside until a row of the ledger that will not come. */
  freeFor(tx: Database, eventId: string): Promise<void>;
  /** Ends the renewing of the lease. */
  forget(held: Held): void;
  /** Frees what servers that are gone had set aside; who would be refused for it does so too. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}
