import { createHmac, randomBytes } from "node:crypto";
import type { WebhookSecret } from "../../store/schema/webhooks.ts";

/** 32 random bytes: the convention asks for 24 to 64. */
export const makeSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

export const inForce = (secrets: readonly WebhookSecret[], now: number = Date.now()): WebhookSecret[] =>
  secrets.filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > now);

/** `webhook-signature`: one for each secret in force, by the Standard Webhooks convention. */
export function sign(
  secrets: readonly WebhookSecret[],
  { id, timestamp, payload }: { id: string; timestamp: number; payload: string },
): string {
  return inForce(secrets)
    .map(({ secret }) => {
      const key = Buffer.from(secret.slice("whsec_".length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${payload}`).digest("base64")}`;
    })
    .join(" ");
}
