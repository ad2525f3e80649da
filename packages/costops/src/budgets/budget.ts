/** When what was spent begins at nothing again. */
export type BudgetWindow =
  | "daily"
  | "weekly"
  | "monthly"
  | "yearly"
  /** Never. */
  | "total"
  /** What was spent in the last so many hours, 1 to 8,784, at every moment. */
  | { rollingHours: number };

/** Whose spending counts; all that is given must match. Empty: everything in the budget's project. */
export interface BudgetScope {
  /** All projects of the organization rather than the budget's own. Default `false`. */
  organization?: boolean | undefined;
  /** Spending with this key alone. */
  apiKeyId?: string | undefined;
  /** Spending for this user of yours. */
  userId?: string | undefined;
  /** Spending that carries this tag. */
  tag?: { name: string; value: string } | undefined;
  /** Spending of this run. */
  runId?: string | undefined;
}

/** A limit on spending, and how near it is. Amounts are exact decimals in `currency`. */
export interface Budget {
  /** `bud_…` */
  id: string;
  /** The project it belongs to, whose spending counts unless `scope.organization` says otherwise. */
  projectId: string;
  name: string;
  /** The most that may be spent in one window. */
  limit: string;
  /** ISO 4217. What is priced in another currency does not count here. */
  currency: string;
  scope: BudgetScope;
  /** `"hard"` refuses what might go over the limit; `"soft"` only tells. */
  kind: "hard" | "soft";
  window: BudgetWindow;
  /** IANA zone in which days, weeks (from Monday), months and years begin. */
  timeZone: string;
  /** Percent of the limit at which an alert is raised, once a window. */
  thresholds: number[];
  /** Whether an alert is raised when the window's projection first goes over the limit. */
  alertOnProjection: boolean;
  /** What the ledger holds for the window: the sum of all rows in scope. */
  spent: string;
  /** Set aside for operations that run now. */
  reserved: string;
  /** What may still be spent: `limit` less `spent` and `reserved`; below zero when a soft limit was passed. */
  remaining: string;
  /** `null` for `"total"`. */
  windowStart: string | null;
  /** When it begins anew; `null` for `"total"` and rolling windows. */
  windowEnd: string | null;
  /** What the window will have cost at its pace so far; `null` without an end, or before a twentieth of it is over. */
  projected: string | null;
  /** `"exceeded"` once `spent` has reached the limit, `"warning"` from the lowest threshold on. */
  status: "ok" | "warning" | "exceeded";
  createdAt: string;
  updatedAt: string;
}
