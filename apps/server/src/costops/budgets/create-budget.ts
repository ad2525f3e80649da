import type { Budget, CreateBudgetParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { newId } from "../../store/new-id.ts";
import { budgets } from "../../store/schema/index.ts";
import { checkZone } from "../costs/check-zone.ts";
import { expectReach } from "./expect-reach.ts";
import { showBudget } from "./show-budget.ts";

/** Sets a limit. Servers hear of it when they next look, within a second. */
export async function createBudget(context: Context, params: CreateBudgetParams): Promise<Budget> {
  const { name, limit, currency = "USD", scope = {}, kind = "hard", window = "monthly" } = params;
  const { timeZone = "UTC", thresholds = [80, 100], alertOnProjection = false } = params;
  checkZone(timeZone);
  expectReach(context.principal, scope.organization);
  const db = await ofProject(context, params.projectId, "organization:write");
  const [row] = await db.insert(budgets, {
    ...{ id: newId("bud"), name, limit, currency, kind, timeZone, thresholds, alertOnProjection },
    window: typeof window === "string" ? window : "rolling",
    rollingHours: typeof window === "string" ? null : window.rollingHours,
    organizationWide: scope.organization ?? false,
    apiKeyId: scope.apiKeyId ?? null,
    userId: scope.userId ?? null,
    tagName: scope.tag?.name ?? null,
    tagValue: scope.tag?.value ?? null,
    runId: scope.runId ?? null,
  });
  return showBudget(db, row, "that was made");
}
