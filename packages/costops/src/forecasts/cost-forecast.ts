/** How a forecast is made: a line, a week that repeats, a level and trend that follow, the mean of a week. */
export type ForecastMethod = "linear" | "seasonal" | "smoothing" | "moving_average";

/** What series may be kept apart by. */
export type SeriesDimension = "operation" | "provider" | "model" | "runId" | "userId";

/** How far off a method would have been on days that are over (rolling-origin back-test). */
export interface ForecastBackTest {
  method: ForecastMethod;
  /** Mean absolute error a day, in the series' currency. A decimal, as everything estimated rounded to 10 places. */
  mae: string;
  /** Root of the mean squared error a day, in the series' currency. */
  rmse: string;
  /** Sum of the absolute errors over the sum spent: `0.1` is 10 %. `null` when nothing was spent. */
  wape: number | null;
  /** Its mean absolute error over that of "tomorrow will be like today"; below 1 is better than that. */
  overNaive: number | null;
  /** How many single days were compared. */
  compared: number;
}

/** One day to come. Decimals in the series' currency, none below 0. */
export interface ForecastPoint {
  /** `YYYY-MM-DD`, in the time zone asked for. */
  date: string;
  expected: string;
  /** Between `low` and `high` the day lies with the confidence asked for, if the days to come are like the past. */
  low: string;
  high: string;
}

/** What one series of costs will likely be: an estimate, not a sum of the ledger. */
export interface CostForecast {
  /** `{ model: "gpt-4o" }`; empty without `groupBy`. */
  key: Record<string, string | null>;
  currency: string;
  /** There are too few days. Nothing is forecast then; see `days` and `daysNeeded`. */
  notEnoughData: boolean;
  /** Whole days since the first one with usage. */
  days: number;
  /** Days that the method needs, or with `"auto"` the one that needs the fewest. */
  daysNeeded: number;
  /** Events in these days whose price is unknown; they are missing from the series. */
  unpriced: number;
  /** The method used. `null` when there was not enough data. */
  method: ForecastMethod | null;
  /** Every method that could be tried, the nearest first; `method` is one of them. */
  backTests: ForecastBackTest[];
  points: ForecastPoint[];
  /** The sum of the expected days. `null` when there was not enough data. */
  total: string | null;
}

/** Forecasts of one or several series. */
export interface CostForecastReport {
  timeZone: string;
  horizonDays: number;
  confidence: number;
  /** One a group and currency, dearest first, at most 20; empty when nothing was used. */
  series: CostForecast[];
}
