import type { CreatedWebhook, RotateWebhookSecretParams } from "@platform/account";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { webhooks } from "../../store/schema/index.ts";
import type { WebhookSecret } from "../../store/schema/webhooks.ts";
import { findWebhook, webhookNotFound } from "./find-webhook.ts";
import { inForce, makeSecret } from "./secrets.ts";
import { toWebhook } from "./to-webhook.ts";

/** Each one lengthens the header of every delivery. */
const most = 5;

/** Makes a new secret; the ones before sign until the overlap is over, or their own end if that comes first. */
export async function rotateWebhookSecret(
  { db }: Context,
  { webhookId, overlapSeconds = 86_400 }: RotateWebhookSecretParams,
): Promise<CreatedWebhook> {
  const before = await findWebhook(db, webhookId, "wait");
  const kept = overlapSeconds === 0 ? [] : inForce(before.secrets).map(endingBy(overlapSeconds));
  if (kept.length >= most) {
    const fix = "Wait for one to end, or rotate with overlapSeconds 0, which ends them all.";
    fail(409, "too_many_secrets", `${most} secrets sign already. ${fix}`, { param: "overlapSeconds" });
  }
  const secret = makeSecret();
  const changes = { secrets: [...kept, { secret, endsAt: null }], updatedAt: new Date() };
  const [row] = await db.update(webhooks, changes, eq(webhooks.id, webhookId));
  return { ...toWebhook(row ?? webhookNotFound(webhookId)), secret };
}

function endingBy(seconds: number): (one: WebhookSecret) => WebhookSecret {
  const end = new Date(Date.now() + seconds * 1_000).toISOString();
  return ({ secret, endsAt }) => ({ secret, endsAt: endsAt !== null && endsAt < end ? endsAt : end });
}
