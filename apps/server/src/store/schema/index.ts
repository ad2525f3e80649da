export { apiKeys } from "./api-keys.ts";
export { idempotencyKeys } from "./idempotency-keys.ts";
export { organizations, projects } from "./organizations.ts";
export { prices } from "./prices.ts";
export { sandboxes } from "./sandboxes.ts";
export { taskAttempts, taskEvents, tasks } from "./tasks.ts";
export { tickets } from "./tickets.ts";
export { usageEvents } from "./usage-events.ts";
export { vectorIndexes, vectors } from "./vectors.ts";
