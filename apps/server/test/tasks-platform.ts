import { costopsOperations } from "../src/costops/operations.ts";
import type { Engines } from "../src/engines.ts";
import type { Operation } from "../src/http/operation.ts";
import { createLog } from "../src/log/create-log.ts";
import type { Catalogue } from "../src/tasks/blocks/catalogue.ts";
import type { TaskQueue } from "../src/tasks/engine.ts";
import { openPgBoss } from "../src/tasks/engines/pg-boss/open-pg-boss.ts";
import { tasksOperations } from "../src/tasks/operations.ts";
import { startWorkers } from "../src/tasks/runner/start-workers.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { blocks } from "./test-blocks.ts";

const testCatalogue: Catalogue = { blocks, url: new URL("./test-blocks.ts", import.meta.url), folders: [] };

/** A live server with the real queue and its workers; the blocks are those of `test-blocks.ts` unless told. */
export async function startTasksPlatform(
  options: { catalogue?: Catalogue; engines?: Partial<Engines>; operations?: readonly Operation[] } = {},
): Promise<TestPlatform> {
  const { catalogue = testCatalogue, operations = [] } = options;
  const log = createLog("fatal");
  // The queue wants the database that the server makes: its place is filled once that is there.
  const queue = { catalogue } as TaskQueue;
  const engines = { ...options.engines, tasks: { ok: true as const, engine: queue } };
  const platform = await startTestPlatform(
    [...tasksOperations, ...costopsOperations, ...operations],
    engines,
  );
  const { connection, db } = platform.database;
  Object.assign(queue, await openPgBoss({ connection, catalogue, log }));
  const workers = await startWorkers(queue, {
    db,
    log,
    baseUrl: platform.url,
    price: platform.price,
  });
  return {
    ...platform,
    async stop() {
      await workers.stop();
      await queue.close();
      await platform.stop();
    },
  };
}
