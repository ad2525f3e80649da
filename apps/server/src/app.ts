import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import type { Logger } from "pino";
import type { Config } from "./config/read-config.ts";
import { type EngineEntry, type Engines, openEngines } from "./engines.ts";
import { createApp } from "./http/create-app.ts";
import { removeOutlived, startSweeping } from "./store/sweep.ts";
import type { Deps } from "./http/deps.ts";
import { type Inflight, createInflight } from "./http/inflight.ts";
import { createLimiter } from "./http/limits/create-limiter.ts";
import type { LimitListener } from "./http/limits/limiter.ts";
import type { Budgets } from "./http/meter/budgets.ts";
import type { Price } from "./http/meter/record-usage.ts";
import { createMetrics } from "./http/observe/metrics.ts";
import type { AppEnv } from "./http/observe/observe.ts";
import type { Operation, Settings } from "./http/operation.ts";
import { sweepUploads } from "./http/uploads/sweep-uploads.ts";
import { createUpgrade, type Upgrade } from "./http/sockets/create-upgrade.ts";
import { type Bootstrap, bootstrap } from "./keys/bootstrap.ts";
import { createKeyFinder } from "./keys/key-finder.ts";
import type { Database } from "./store/database.ts";
import { lockFolder } from "./store/lock-folder.ts";
import { type Store, openStore } from "./store/open-store.ts";

/** What the platform is made of: filled by the domains. */
export interface Parts {
  readonly operations: readonly Operation[];
  /** In the order they are opened. */
  readonly engines: (config: Config, store: Store, log: Logger) => readonly EngineEntry[];
  readonly price: Price;
  /** Without them nothing is refused for its cost. */
  readonly budgets?: (store: Store, instanceId: string, log: Logger) => Budgets;
  /** Told of rate limits that are reached. */
  readonly limitReached?: LimitListener;
  /** Removes what has outlived its time, at the start and every hour. */
  readonly sweeps?: readonly ((db: Database) => Promise<void>)[];
  /** Begins work that no request waits for, once the server can be reached at `url`; gives how to end it. */
  readonly startWorkers?: (platform: Platform, url: string, log: Logger) => Promise<() => Promise<void>>;
}

export interface Platform {
  readonly app: Hono<AppEnv>;
  /** Takes requests that become WebSockets. */
  readonly upgrade: Upgrade;
  readonly store: Store;
  readonly engines: Engines;
  readonly settings: Settings;
  readonly inflight: Inflight;
  readonly first: Bootstrap;
  /** From now on `/readyz` says no and new work is refused. */
  refuse(): void;
  /** Closes engines, then the store, then gives the data folder back. */
  close(): Promise<void>;
}

/** Opens everything but the socket. What was opened is closed again when a later part fails. */
export async function openPlatform(config: Config, parts: Parts, log: Logger): Promise<Platform> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) {
      await closer().catch((error: unknown) => log.error({ err: error }, "closing failed"));
    }
  };
  try {
    closers.push(await lockFolder(config.dataDir));
    const store = await openStore(config);
    closers.push(() => store.close());
    const first = await bootstrap(store.db, config.dataDir, config.bootstrapKey);
    const { engines, close: closeEngines } = await openEngines(parts.engines(config, store, log));
    closers.push(async () => {
      for (const error of await closeEngines()) log.error({ err: error }, "closing an engine failed");
    });

    const { db } = store;
    const instanceId = randomUUID();
    const budgets = parts.budgets?.(store, instanceId, log);
    closers.push(async () => budgets?.close());
    const sweeps = [
      () => removeOutlived(db),
      () => sweepUploads(config.dataDir),
      async () => budgets?.sweep(),
      ...(parts.sweeps?.map((sweep) => () => sweep(db)) ?? []),
    ];
    closers.push(startSweeping(sweeps, log));

    let ready = true;
    const inflight = createInflight();
    const settings: Settings = {
      webhooks: { allowPrivate: config.webhooksAllowPrivate },
      bodyLimit: config.bodyLimit,
    };
    const deps: Deps = {
      db,
      operations: parts.operations,
      engines,
      settings,
      log,
      inflight,
      price: parts.price,
      budgets,
      findKey: createKeyFinder(db),
      limiter: createLimiter(db, {
        reached: (who, limit) =>
          Promise.resolve(parts.limitReached?.(db, who, limit)).catch((error: unknown) =>
            log.warn({ err: error }, "nobody was told of a limit that is reached"),
          ),
      }),
      metrics: createMetrics(inflight),
      instanceId,
      dataDir: config.dataDir,
      corsOrigins: config.corsOrigins,
      isReady: () => ready,
    };
    const app = createApp(deps);
    const upgrade = createUpgrade(deps);
    const refuse = () => void (ready = false);
    return { app, upgrade, store, engines, settings, inflight, first, refuse, close };
  } catch (error) {
    await close();
    throw error;
  }
}
