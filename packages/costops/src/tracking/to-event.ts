import type { UsageReport } from "@platform/core";
import type { NamedUsage } from "./spool.ts";
import { usageUnits } from "./usage-units.ts";

/** Says in the ledger that the server did not tell what was used: the event has no tokens and so no cost. */
export const notMeasured = { measured: "no" } as const;

/** What core's `trackUsage` reports, as an event; nothing for a call that failed before anything was used. */
export function toEvent(report: UsageReport): NamedUsage | undefined {
  const { id, action, model, provider, startedAt, durationMs, runId } = report;
  // A part of the tokens would look like all of them.
  const units = report.estimated ? undefined : usageUnits(report.units);
  if (!units && !report.estimated && report.status === "error") return undefined;
  const tags = units ? report.tags : { ...report.tags, ...notMeasured };
  return {
    eventId: id,
    provider,
    model: model ?? "unknown",
    operation: action,
    units: units ?? { request: 1 },
    durationMs,
    occurredAt: startedAt,
    ...(runId !== undefined && { runId }),
    ...(tags && { tags }),
  };
}
