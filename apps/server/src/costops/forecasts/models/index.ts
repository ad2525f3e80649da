import type { ForecastMethod } from "@platform/costops";
import { linear } from "./linear.ts";
import type { Model } from "./model.ts";
import { movingAverage } from "./moving-average.ts";
import { seasonal } from "./seasonal.ts";
import { smoothing } from "./smoothing.ts";

export const models: Readonly<Record<ForecastMethod, Model>> = {
  linear,
  seasonal,
  smoothing,
  moving_average: movingAverage,
};
