import { and, eq, type SQL } from "drizzle-orm";
import { reportRuns } from "../../../store/schema/index.ts";
import { tenant } from "../../../store/tenant.ts";
import { type ClaimedRun, freshLease, leaseSeconds } from "./claim-run.ts";
import type { ReportWorld } from "./world.ts";

/** The run, as long as nobody else has it and its report is there. */
export const held = ({ id, lease }: ClaimedRun): SQL | undefined =>
  and(eq(reportRuns.id, id), eq(reportRuns.lease, lease));

/** Says that the run is being made, and calls `lost` when it is not ours any more. Returns how to end this. */
export function keepLease({ db, log }: ReportWorld, run: ClaimedRun, lost: () => void): () => void {
  const renew = async () => {
    const [kept] = await tenant(db, run).update(reportRuns, { nextAttemptAt: freshLease }, held(run));
    if (kept === undefined) lost();
  };
  const timer = setInterval(
    () => void renew().catch((error: unknown) => log.warn({ err: error }, "a lease was not renewed")),
    (leaseSeconds * 1_000) / 4,
  );
  return () => clearInterval(timer);
}
