export * from "./blocks/schemas.ts";
export * from "./logs/schemas.ts";
export { createTaskParams, listTasksParams, task, taskIdParams } from "./tasks/schemas.ts";
