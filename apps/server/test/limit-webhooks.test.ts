import { createApiKey, createWebhook, getInfo, updateLimits } from "@platform/account";
import { createClient } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLimiter } from "../src/http/limits/create-limiter.ts";
import { tellOfLimits } from "../src/tell-of-limits.ts";
import { startReceiver } from "./webhook-receiver.ts";
import { startWholePlatform, type WholePlatform } from "./whole-platform.ts";

let platform: WholePlatform;
beforeAll(async () => {
  platform = await startWholePlatform({ PLATFORM_WEBHOOKS_ALLOW_PRIVATE: "true" });
});
afterAll(() => platform.stop());

test("a limit that is reached is told once a minute, however many servers and callers reach it", async () => {
  await using receiver = await startReceiver();
  const { url: baseUrl, key: apiKey, store } = platform;
  const admin = createClient({ apiKey, baseUrl, retry: false });
  await createWebhook(admin, { url: receiver.url, eventTypes: ["limit.reached"] });
  const { organization, project } = await getInfo(admin);
  const { id: keyId, key } = await createApiKey(admin, { name: "k", scopes: ["*"] });
  await updateLimits(admin, { keyId, requestsPerMinute: 1, burst: 2 });
  const limited = createClient({ apiKey: key, baseUrl, retry: false });
  const storm = () => Promise.allSettled(Array.from({ length: 20 }, () => getInfo(limited)));
  // A second server, as far as limits go, that remembers nothing.
  const other = createLimiter(store.db, {
    rememberMs: 0,
    reached: (who, limit) => tellOfLimits(store.db, who, limit),
  });
  const who = { organizationId: organization.id, projectId: project.id, apiKeyId: keyId };
  await storm();
  await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);

  const told = async () => {
    const { rows } = await store.pool.query<{ payload: string }>(
      "select payload from webhook_events where type = 'limit.reached' order by created_at, id",
    );
    return rows.map(({ payload }) => (JSON.parse(payload) as { data: unknown }).data);
  };
  const event = { of: "key", id: keyId, requestsPerMinute: 1, burst: 2 };
  expect(await told()).toEqual([event]);
  expect(JSON.parse(receiver.received[0]?.payload ?? "")).toMatchObject({
    type: "limit.reached",
    data: event,
  });
  expect(receiver.received[0]?.payload).not.toContain(key);
  // A minute goes by.
  await store.pool.query("update rate_limits set told_at = told_at - interval '1 minute'");
  await Promise.all(Array.from({ length: 10 }, () => other.take(who)));
  expect(await told()).toEqual([event, event]);
});
