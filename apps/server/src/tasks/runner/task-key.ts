import { eq } from "drizzle-orm";
import { createKey } from "../../keys/create-key.ts";
import { isInForce } from "../../keys/key-finder.ts";
import { readKey } from "../../keys/read-key.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { apiKeys, type tasks } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";

const nameOf = (taskId: string) => `temporary key of ${taskId}`;

/** A key for one attempt, with the scopes of the key that made the task; undefined when that one has ended. */
export async function makeTaskKey(tx: Tenant, task: Row<typeof tasks>): Promise<string | undefined> {
  const maker = await readKey(databaseBehind(tx), eq(apiKeys.id, task.apiKeyId));
  const now = Date.now();
  if (maker === undefined || !isInForce(maker, now)) return undefined;
  // Longer than the attempt may take, so that only a lost one is ended by the clock.
  const expiresAt = new Date(now + task.timeoutMs + 60_000);
  const { scopes, memberId } = maker;
  const wanted = { ...tx.ids, name: nameOf(task.id), scopes, memberId, expiresAt };
  return (await createKey(databaseBehind(tx), wanted)).key;
}

/** The keys of the task's attempts let nobody in any more. */
export async function removeTaskKeys(tx: Tenant, taskId: string): Promise<void> {
  await tx.remove(apiKeys, eq(apiKeys.name, nameOf(taskId)));
}
