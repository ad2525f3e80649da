import type { Logger } from "pino";
import type { Engines } from "../engines.ts";
import type { KeyFinder } from "../keys/key-finder.ts";
import type { Database } from "../store/database.ts";
import type { Inflight } from "./inflight.ts";
import type { Limiter } from "./limits/limiter.ts";
import type { Budgets } from "./meter/budgets.ts";
import type { Price } from "./meter/record-usage.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { Operation, Settings } from "./operation.ts";

/** What the request path works with. */
export interface Deps {
  readonly db: Database;
  /** All that is served. */
  readonly operations: readonly Operation[];
  readonly findKey: KeyFinder;
  readonly engines: Engines;
  readonly settings: Settings;
  readonly price: Price;
  /** Without them nothing is refused for its cost. */
  readonly budgets?: Budgets | undefined;
  /** How fast keys and projects may send requests. */
  readonly limiter: Limiter;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly inflight: Inflight;
  /** Names this server process in leases. */
  readonly instanceId: string;
  /** Where the server keeps its data: what adds to it is refused when that is nearly full. */
  readonly dataDir: string;
  /** Origins whose pages may call; `["*"]` is any. */
  readonly corsOrigins: readonly string[];
  /** Whether the server takes work; false from the first moment of its shutdown. */
  readonly isReady: () => boolean;
}
