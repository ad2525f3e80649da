import type { Parts } from "./app.ts";
import { accountOperations } from "./account/operations.ts";
import { startSending } from "./account/webhooks/sending/start-sending.ts";
import { sweepEvents } from "./account/webhooks/sending/sweep-events.ts";
import { createBudgets } from "./costops/budgets/create-budgets.ts";
import { createBudgetFinder } from "./costops/budgets/find-budgets.ts";
import { foldRollups } from "./costops/costs/fold-rollups.ts";
import { costopsOperations } from "./costops/operations.ts";
import { sweepReportFiles } from "./costops/reports/files/sweep-report-files.ts";
import { startReports } from "./costops/reports/running/start-reports.ts";
import { createPricing } from "./create-pricing.ts";
import { engineEntry } from "./engines.ts";
import { inferenceEngines } from "./inference/engines/open-engines.ts";
import { inferenceOperations } from "./inference/operations.ts";
import { openSandboxes } from "./sandbox/engines/open-sandboxes.ts";
import { sandboxOperations } from "./sandbox/operations.ts";
import { tellOfLimits } from "./tell-of-limits.ts";
import { tellingOfPrices } from "./tell-of-prices.ts";
import { tellOfReports } from "./tell-of-reports.ts";
import { openTasks } from "./tasks/engines/open-tasks.ts";
import { tasksOperations } from "./tasks/operations.ts";
import { startWorkers } from "./tasks/runner/start-workers.ts";
import { openVectors } from "./vectors/engines/open-vectors.ts";
import { vectorsOperations } from "./vectors/operations.ts";

const find = createBudgetFinder();
const price = createPricing(find);

/** Everything the domains bring to the server. */
export const parts: Parts = {
  operations: [
    ...accountOperations,
    ...tellingOfPrices(costopsOperations),
    ...inferenceOperations,
    ...sandboxOperations,
    ...tasksOperations,
    ...vectorsOperations,
  ],
  engines: (config, store, log) => [
    // Inference before what embeds with it.
    ...inferenceEngines(config, log),
    engineEntry("vectors", () => openVectors(config.dataDir, store.db, log)),
    engineEntry("sandbox", () => openSandboxes(config.dataDir, { db: store.db, price, log })),
    engineEntry("tasks", () => openTasks(config.taskFolders, store.connection, log)),
  ],
  price,
  budgets: ({ db, connection: renewing }, instance, log) =>
    createBudgets(db, { find, instance, log, renewing }),
  limitReached: tellOfLimits,
  sweeps: [sweepEvents, foldRollups, sweepReportFiles],
  async startWorkers({ engines, settings, store: { db } }, baseUrl, log) {
    const stops = [
      startSending({ db, log, ...settings.webhooks }),
      startReports({ db, log, price, tell: tellOfReports }),
    ];
    const stop = async () => void (await Promise.all(stops.map((one) => one())));
    if (!engines.tasks.ok) return stop;
    const workers = await startWorkers(engines.tasks.engine, { db, price, log, baseUrl });
    return async () => {
      await Promise.all([workers.stop(), stop()]);
    };
  },
};
