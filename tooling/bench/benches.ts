import type { Bench } from "./bench.ts";
import { abortLatency } from "./rows/abort-latency.ts";
import { bundleSize } from "./rows/bundle-size.ts";
import { coldImport } from "./rows/cold-import.ts";
import { ledger } from "./rows/ledger.ts";
import { memory } from "./rows/memory.ts";
import { requests } from "./rows/requests.ts";
import { sse } from "./rows/sse.ts";
import { typeCost } from "./rows/type-cost.ts";

/** Every measurement `pnpm bench` knows. */
export const benches: readonly Bench[] = [
  bundleSize,
  coldImport,
  requests,
  sse,
  memory,
  abortLatency,
  typeCost,
  ledger,
];
