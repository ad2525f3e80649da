import type { Logger } from "pino";
import type { Price } from "../../../http/meter/record-usage.ts";
import type { Database } from "../../../store/database.ts";
import type { Tenant } from "../../../store/tenant-types.ts";

/** Told of each end of a run, in the transaction that writes it. */
export type ReportListener = (
  tx: Tenant,
  type: "report.ready" | "report.failed",
  data: object,
) => Promise<void>;

/** What runs are made with. */
export interface ReportWorld {
  readonly db: Database;
  readonly log: Logger;
  readonly price: Price;
  readonly tell: ReportListener;
  /** The largest file. Default: 1 GiB. */
  readonly mostBytes?: number | undefined;
}
