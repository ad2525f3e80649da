/** That spending has reached a threshold, or will go over the limit at its pace. */
export interface BudgetAlert {
  /** `bal_…`, sortable by creation. */
  id: string;
  budgetId: string;
  kind: "threshold" | "projection";
  /** The threshold in percent of the limit; `null` for a projection. */
  percent: number | null;
  /** What was spent, or for a projection what will have been: an exact decimal in `currency`. */
  amount: string;
  /** The limit at that moment. */
  limit: string;
  currency: string;
  /** The window it is about; `null` for `"total"`. */
  windowStart: string | null;
  createdAt: string;
}
