import { eq } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import { tasks } from "../store/schema/index.ts";
import type { Row, Tenant } from "../store/tenant-types.ts";

/** The project's task, or a 404. With `lock`, nobody else changes it until the transaction ends. */
export async function findTask(
  db: Tenant,
  taskId: string,
  options: { lock?: "wait" } = {},
): Promise<Row<typeof tasks>> {
  const [row] = await db.select(tasks, { where: eq(tasks.id, taskId), ...options });
  return row ?? fail(404, "task_not_found", `There is no task ${taskId}.`, { param: "taskId" });
}
