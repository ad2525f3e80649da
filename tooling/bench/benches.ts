import type { Bench } from "./bench.ts";
import { abortLatency } from "./rows/abort-latency.ts";
import { bundleSize } from "./rows/bundle-size.ts";
import { coldImport } from "./rows/cold-import.ts";
import { memory } from "./rows/memory.ts";
import { requests } from "./rows/requests.ts";
import { sse } from "./rows/sse.ts";
import { typeCost } from "./rows/type-cost.ts";

/** Every measurement `pnpm bench` knows; all of them are what `core` stands for. */
export const benches: readonly Bench[] = [
  bundleSize,
  coldImport,
  requests,
  sse,
  memory,
  abortLatency,
  typeCost,
];
