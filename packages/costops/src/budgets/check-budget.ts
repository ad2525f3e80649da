import { type Action, defineAction } from "@platform/core";
import { budgetCheck, checkBudgetParams } from "./schemas.ts";

/** An amount that might be spent with this key. */
export interface CheckBudgetParams {
  /** An exact decimal as text. */
  amount: string;
  /** ISO 4217. Default `"USD"`. */
  currency?: string | undefined;
  /** On behalf of whom. */
  userId?: string | undefined;
  runId?: string | undefined;
  tags?: Record<string, string> | undefined;
}

/** One budget that applies. */
export interface BudgetCheckEntry {
  budgetId: string;
  name: string;
  kind: "hard" | "soft";
  /** What may still be spent: an exact decimal in the currency asked for. */
  remaining: string;
  /** Whether the amount is within it. */
  fits: boolean;
  /** When it begins anew; `null` for `"total"` and rolling windows. */
  resetsAt: string | null;
}

/** What the budgets say. */
export interface BudgetCheck {
  /** Whether every hard budget allows it at this moment. */
  allowed: boolean;
  /** All that apply, also those of the organization that were made in another project. */
  budgets: BudgetCheckEntry[];
}

/**
 * Asks whether so much would fit. It sets nothing aside: another caller may be faster.
 *
 * @example
 * const { allowed } = await checkBudget(client, { amount: "0.25", userId: "ada" });
 */
export const checkBudget: Action<CheckBudgetParams, BudgetCheck> = /* @__PURE__ */ defineAction({
  name: "checkBudget",
  route: "POST /v1/budgets/check",
  params: checkBudgetParams,
  result: budgetCheck,
  scope: "costops:read",
});
