import { emitEvent } from "./account/webhooks/emit-event.ts";
import type { ReportListener } from "./costops/reports/running/world.ts";

/** Tells webhooks how a run of a report ended, in the transaction that ends it. */
export const tellOfReports: ReportListener = (tx, type, data) => emitEvent(tx, { type, data });
