import type { Budget, BudgetScope } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import { projectionOf } from "./projection.ts";
import type { BudgetRow } from "./scope.ts";
import type { Standing } from "./standing.ts";

/** A budget as the contract shows it, decimals without trailing zeros. */
export function toBudget(standing: Standing, now: Date): Budget {
  const { budget, spent, held, start, end } = standing;
  const {
    id,
    projectId,
    name,
    currency,
    kind,
    timeZone,
    thresholds,
    alertOnProjection,
    window,
    rollingHours,
  } = budget;
  const limit = new Exact(budget.limit);
  const rolls = window === "rolling" && rollingHours !== null;
  const from = rolls ? new Date(now.getTime() - rollingHours * 3_600_000) : end && start;
  return {
    ...{ id, projectId, name, currency, kind, timeZone, thresholds, alertOnProjection },
    limit: limit.toFixed(),
    scope: toScope(budget),
    window: window === "rolling" ? { rollingHours: rollingHours ?? 0 } : window,
    spent: spent.toFixed(),
    reserved: held.toFixed(),
    remaining: limit.minus(spent).minus(held).toFixed(),
    windowStart: from?.toISOString() ?? null,
    windowEnd: end?.toISOString() ?? null,
    projected: projectionOf(standing, now)?.toFixed() ?? null,
    status: statusOf(standing),
    createdAt: budget.createdAt.toISOString(),
    updatedAt: budget.updatedAt.toISOString(),
  };
}

function statusOf({ budget, spent }: Standing): Budget["status"] {
  if (spent.greaterThanOrEqualTo(budget.limit)) return "exceeded";
  const warned = budget.thresholds.some((percent) =>
    spent.times(100).greaterThanOrEqualTo(new Exact(budget.limit).times(percent)),
  );
  return warned ? "warning" : "ok";
}

function toScope({ organizationWide, apiKeyId, userId, tagName, tagValue, runId }: BudgetRow): BudgetScope {
  return {
    ...(organizationWide ? { organization: true } : {}),
    ...(apiKeyId === null ? {} : { apiKeyId }),
    ...(userId === null ? {} : { userId }),
    ...(tagName === null ? {} : { tag: { name: tagName, value: tagValue ?? "" } }),
    ...(runId === null ? {} : { runId }),
  };
}
