import type { ConstructorOptions, Queue, WorkOptions } from "pg-boss";

/** A job whose worker is silent for ten seconds (the shortest allowed) is seen as lost within two more. */
export const maintenance = {
  schema: "pgboss",
  application_name: "platform-queue",
  max: 4,
  useListenNotify: true,
  superviseIntervalSeconds: 2,
  monitorIntervalSeconds: 2,
  // The platform looks after its database itself.
  monitorVacuum: false,
  schedule: false,
} satisfies ConstructorOptions;

export const queueSettings = {
  notify: true,
  heartbeatSeconds: 10,
  // The longest a task's attempt may take; a task's own limit is kept by its runner.
  expireInSeconds: 86_400,
  retentionSeconds: 30 * 86_400,
  deleteAfterSeconds: 3_600,
  // How often a task is begun is counted in its own row; the queue only hands it out again.
  retryLimit: 10_000,
  retryDelay: 1,
} satisfies Omit<Queue, "name">;

export const workSettings = {
  batchSize: 1,
  pollingIntervalSeconds: 1,
  // Deliveries made again after a loss are not announced, so the backstop is short.
  notifyPollingIntervalSeconds: 2,
  heartbeatRefreshSeconds: 3,
} satisfies WorkOptions;
