import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { BudgetAlert } from "./budget-alert.ts";
import type { Budget } from "./budget.ts";
import type { BudgetCheck, CheckBudgetParams } from "./check-budget.ts";
import type { CreateBudgetParams } from "./create-budget.ts";
import type { DeletedBudget } from "./delete-budget.ts";
import type { GetBudgetParams } from "./get-budget.ts";
import type { ListBudgetAlertsParams } from "./list-budget-alerts.ts";
import type { ListBudgetsParams } from "./list-budgets.ts";
import type { UpdateBudgetParams } from "./update-budget.ts";

const limit = () =>
  v.shaped(/^\d{1,12}(\.\d{1,10})?$/, 'write a decimal number as text, such as "50", at most 10 places');
const currency = () => v.shaped(/^[A-Z]{3}$/, "write an ISO 4217 code, such as USD");
const kind = () => v.oneOf(["hard", "soft"]);
const thresholds = () => v.listOf(v.whole(1, 1_000), 10, "thresholds", 0);
const window = () =>
  v.anyOf(
    [
      v.oneOf(["daily", "weekly", "monthly", "yearly", "total"]),
      v.strictObject({ rollingHours: v.whole(1, 8_784) }),
    ],
    "choose from daily, weekly, monthly, yearly, total, or give { rollingHours } from 1 to 8784",
  );
const scope = () =>
  v.strictObject({
    organization: v.optional(v.boolean()),
    apiKeyId: v.optional(v.text(64)),
    userId: v.optional(v.text(255)),
    tag: v.optional(v.strictObject({ name: v.text(64), value: v.text(256, 0) })),
    runId: v.optional(v.text(128)),
  });

export const createBudgetParams: Wire<CreateBudgetParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    name: v.text(255),
    limit: limit(),
    currency: v.optional(currency()),
    scope: v.optional(scope()),
    projectId: v.optional(v.text(64)),
    kind: v.optional(kind()),
    window: v.optional(window()),
    timeZone: v.optional(v.text(64)),
    thresholds: v.optional(thresholds()),
    alertOnProjection: v.optional(v.boolean()),
  }),
);

export const budgetParams: Wire<GetBudgetParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ budgetId: v.text(64) }),
);

export const listBudgetsParams: Wire<ListBudgetsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), projectId: v.optional(v.text(64)) }),
);

export const updateBudgetParams: Wire<UpdateBudgetParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    budgetId: v.text(64),
    name: v.optional(v.text(255)),
    limit: v.optional(limit()),
    kind: v.optional(kind()),
    thresholds: v.optional(thresholds()),
    alertOnProjection: v.optional(v.boolean()),
  }),
);

export const listBudgetAlertsParams: Wire<ListBudgetAlertsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), projectId: v.optional(v.text(64)), budgetId: v.optional(v.text(64)) }),
);

export const checkBudgetParams: Wire<CheckBudgetParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    amount: limit(),
    currency: v.optional(currency()),
    userId: v.optional(v.text(255)),
    runId: v.optional(v.text(128)),
    tags: v.optional(v.tags()),
  }),
);

export const budget: Wire<Budget> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    projectId: v.string(),
    name: v.string(),
    limit: v.decimal(),
    currency: v.string(),
    scope: scope(),
    kind: kind(),
    window: window(),
    timeZone: v.string(),
    thresholds: v.array(v.number()),
    alertOnProjection: v.boolean(),
    spent: v.decimal(),
    reserved: v.decimal(),
    remaining: v.decimal(),
    windowStart: v.nullable(v.timestamp()),
    windowEnd: v.nullable(v.timestamp()),
    projected: v.nullable(v.decimal()),
    status: v.oneOf(["ok", "warning", "exceeded"]),
    createdAt: v.timestamp(),
    updatedAt: v.timestamp(),
  }),
);

export const deletedBudget: Wire<DeletedBudget> = /* @__PURE__ */ wire(() => v.object({ id: v.string() }));

export const budgetAlert: Wire<BudgetAlert> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    budgetId: v.string(),
    kind: v.oneOf(["threshold", "projection"]),
    percent: v.nullable(v.number()),
    amount: v.decimal(),
    limit: v.decimal(),
    currency: v.string(),
    windowStart: v.nullable(v.timestamp()),
    createdAt: v.timestamp(),
  }),
);

export const budgetCheck: Wire<BudgetCheck> = /* @__PURE__ */ wire(() =>
  v.object({
    allowed: v.boolean(),
    budgets: v.array(
      v.object({
        budgetId: v.string(),
        name: v.string(),
        kind: kind(),
        remaining: v.decimal(),
        fits: v.boolean(),
        resetsAt: v.nullable(v.timestamp()),
      }),
    ),
  }),
);
