import { tmpdir } from "node:os";
import { Writable } from "node:stream";
import type { Engines } from "../src/engines.ts";
import { createApp } from "../src/http/create-app.ts";
import type { Deps } from "../src/http/deps.ts";
import { createInflight, type Inflight } from "../src/http/inflight.ts";
import { createLimiter } from "../src/http/limits/create-limiter.ts";
import type { Budgets } from "../src/http/meter/budgets.ts";
import type { Price } from "../src/http/meter/record-usage.ts";
import { createMetrics } from "../src/http/observe/metrics.ts";
import type { Operation } from "../src/http/operation.ts";
import { createUpgrade } from "../src/http/sockets/create-upgrade.ts";
import { createKey } from "../src/keys/create-key.ts";
import { createKeyFinder } from "../src/keys/key-finder.ts";
import { listen } from "../src/listen.ts";
import { createLog } from "../src/log/create-log.ts";
import { newId } from "../src/store/new-id.ts";
import { organizations, projects } from "../src/store/schema/index.ts";
import type { TenantIds } from "../src/store/tenant-types.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";

export interface TestProject extends TenantIds {
  readonly key: string;
}

export interface TestServer {
  readonly url: string;
  readonly database: TestDatabase;
  /** Its key may do everything. */
  readonly project: TestProject;
  readonly inflight: Inflight;
  /** Every log line so far. */
  readonly logs: string[];
  /** A further organization with one project and a key of these scopes (default: all). */
  addProject(scopes?: readonly string[]): Promise<TestProject>;
  /** `fetch` on this server with the project's key; a `json` body is sent as JSON. */
  call(path: string, init?: RequestInit & { json?: unknown; key?: string }): Promise<Response>;
  stop(): Promise<void>;
}

const none = { ok: false, reason: "The test has no such engine.", fix: "Give the test one." } as const;
export const noEngines: Engines = { sandbox: none, embedding: none, chat: none, vectors: none, tasks: none };

/** A price for tests: one millionth of a dollar for each `request`, unknown for anything else. */
export const testPrice: Price = async (_, { units }) => ({
  cost: Object.keys(units).join() === "request" ? "0.000001" : null,
  currency: "USD",
  priceIds: [],
});

/** The real request path on a loopback port, over a database of its own. */
export async function startTestServer(
  operations: readonly Operation[],
  options: {
    engines?: Partial<Engines>;
    price?: Price;
    budgets?: (database: TestDatabase, log: Deps["log"]) => Budgets;
    bodyLimit?: number;
    corsOrigins?: readonly string[];
    dataDir?: string;
    heartbeatMs?: number;
  } = {},
): Promise<TestServer> {
  const database = await openTestDatabase();
  const { db } = database;
  const inflight = createInflight();
  const logs: string[] = [];
  const sink = new Writable({
    write(line, _, next) {
      logs.push(String(line));
      next();
    },
  });
  let ready = true;
  const log = createLog("trace", sink);
  const budgets = options.budgets?.(database, log);
  const deps: Deps = {
    db,
    operations,
    budgets,
    inflight,
    engines: { ...noEngines, ...options.engines },
    settings: { webhooks: { allowPrivate: true }, bodyLimit: options.bodyLimit ?? 1024 * 1024 },
    log,
    price: options.price ?? testPrice,
    findKey: createKeyFinder(db),
    limiter: createLimiter(db),
    metrics: createMetrics(inflight),
    instanceId: newId("srv"),
    dataDir: options.dataDir ?? tmpdir(),
    corsOrigins: options.corsOrigins ?? [],
    isReady: () => ready,
  };
  const app = createApp(deps);
  const upgrade = createUpgrade(deps, options.heartbeatMs);
  const close = async () => {
    await budgets?.close();
    await database.close();
  };
  const listening = await listen(
    { app, upgrade, inflight, refuse: () => void (ready = false), close },
    "127.0.0.1",
    0,
  );
  async function addProject(scopes: readonly string[] = ["*"]): Promise<TestProject> {
    const ids = { organizationId: newId("org"), projectId: newId("prj") };
    await db.insert(organizations).values({ id: ids.organizationId, name: "test" });
    await db.insert(projects).values({ id: ids.projectId, organizationId: ids.organizationId, name: "test" });
    const { key } = await createKey(db, { ...ids, name: "test", scopes });
    return { ...ids, key };
  }
  const project = await addProject();
  return {
    url: listening.url,
    database,
    project,
    inflight,
    logs,
    addProject,
    call(path, { json, key = project.key, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (key !== "") headers.set("authorization", `Bearer ${key}`);
      if (json === undefined) return fetch(listening.url + path, { ...init, headers });
      headers.set("content-type", "application/json");
      return fetch(listening.url + path, { method: "POST", ...init, headers, body: JSON.stringify(json) });
    },
    stop: () => listening.stop(100),
  };
}
