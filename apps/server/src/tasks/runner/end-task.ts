import { eq } from "drizzle-orm";
import { emitEvent } from "../../account/webhooks/emit-event.ts";
import { Exact } from "../../http/meter/decimals.ts";
import { createMeter } from "../../http/meter/meter.ts";
import { recordUsage } from "../../http/meter/record-usage.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { tasks } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";
import { appendEvents } from "../events/append-events.ts";
import { mostSeconds } from "../task-worst-case.ts";
import { removeTaskKeys } from "./task-key.ts";
import type { World } from "./world.ts";

export type End =
  | { readonly status: "completed"; readonly result: Record<string, unknown> }
  | { readonly status: "failed"; readonly code: string; readonly message: string }
  | { readonly status: "stopped" };

/**
 * The task's last change, in a transaction that holds its row: status, event, ledger, keys. `ranFrom` is when the
 * attempt that ended it began; attempts that were lost are not charged.
 */
export async function endTask(
  world: Pick<World, "price">,
  tx: Tenant,
  task: Row<typeof tasks>,
  end: End,
  ranFrom: Date = new Date(),
): Promise<void> {
  const now = new Date();
  const { status } = end;
  const error = end.status === "failed" ? { code: end.code, message: end.message, retryable: false } : null;
  await tx.update(
    tasks,
    {
      status,
      error,
      ...(end.status === "completed" ? { result: end.result, progress: 100 } : {}),
      endedAt: now,
      updatedAt: now,
    },
    eq(tasks.id, task.id),
  );
  await appendEvents(tx, task.id, [{ type: "status", status, reason: error?.message ?? null }]);
  await removeTaskKeys(tx, task.id);
  if (status !== "stopped") {
    const { id: taskId, block, runId } = task;
    await emitEvent(tx, { type: `task.${status}`, data: { taskId, block, runId, error } });
  }

  const meter = createMeter();
  const seconds = new Exact(Math.max(0, now.getTime() - ranFrom.getTime())).div(1000);
  // A server that stood still for a while would count that time, too.
  const charged = Exact.min(seconds, mostSeconds(task.timeoutMs)).toFixed(3);
  meter.add({ task_second: charged }, { model: task.block });
  await recordUsage(databaseBehind(tx), world.price, {
    principal: { ...tx.ids, apiKeyId: task.apiKeyId, keyPrefix: "", scopes: [] },
    eventId: `task:${task.id}`,
    operation: "runTask",
    runId: task.runId,
    startedAt: ranFrom,
    meter,
  });
}
