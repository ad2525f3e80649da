import {
  createApiKey,
  createToken,
  deleteApiKey,
  getHealth,
  getInfo,
  getLimits,
  getReadiness,
  type Limits,
  listApiKeys,
  listAuditEvents,
  rotateApiKey,
  updateLimits,
  type UpdateLimitsParams,
} from "@platform/account";
import { type Client, createClient, RateLimitError, retry } from "@platform/core";
import { submitUsage, submitUsageBatch } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  client = platform.client;
});
afterAll(() => platform.stop());

/** So slow that nothing comes back while a test runs. */
const slow = 1;
/** Servers hear of a change within a second; a busy machine may take longer to ask. */
const soon = { timeout: 5_000 };
const refusal = { status: 429, code: "rate_limited", retryable: true };
const ofAll = { name: "limited", scopes: ["*"] };
const outcome = (client: Client) =>
  getInfo(client).then(
    () => 200,
    ({ status }) => status as number,
  );
const outcomes = async (client: Client, times: number) => {
  const all: number[] = [];
  for (let at = 0; at < times; at++) all.push(await outcome(client));
  return all.join(" ");
};
/** A key with a limit, which no server remembers yet. */
async function limitedKey(params: UpdateLimitsParams, scopes = ["*"]) {
  const made = await createApiKey(client, { ...ofAll, scopes });
  await updateLimits(client, { keyId: made.id, ...params });
  return { ...made, client: platform.clientWith(made.key) };
}
const rate = ({ rates }: Limits, of: "project" | "key") => rates.find((each) => each.of === of);
const event = { provider: "p", model: "m", units: { request: "1" } };

test("a key's requests are admitted up to its burst, then refused with the time to wait; others go on", async () => {
  const { id: keyId, client: limited } = await limitedKey({ requestsPerMinute: slow, burst: 3 });
  expect(await getLimits(limited)).toMatchObject({
    id: keyId,
    rates: [{ of: "key", requestsPerMinute: slow, burst: 3, remaining: 2 }],
  });
  expect(await outcomes(limited, 4)).toBe("200 200 429 429");
  const refused = await getInfo(limited).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RateLimitError);
  expect(refused).toMatchObject({
    ...refusal,
    message: expect.stringMatching(
      /^This key may send 1 requests a minute, at most 3 at once\. Try again in \d\d s\.$/,
    ),
  });
  const { retryAfterMs = 0 } = refused as RateLimitError;
  expect(retryAfterMs).toBeGreaterThan(0);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  expect(await outcomes(client, 5)).toBe("200 200 200 200 200");
  const full = rate(await getLimits(client, { keyId }), "key")!;
  expect(full.remaining).toBe(0);
  expect(Date.parse(full.fullAt)).toBeGreaterThan(Date.now() + 60_000);
});

test("a client that tries again gets everything through", async () => {
  const { key } = await limitedKey({ requestsPerMinute: 600, burst: 2 });
  const waits: number[] = [];
  const patient = createClient({
    ...{ apiKey: key, baseUrl: platform.url },
    retry: {
      ...retry({ retries: 50 }),
      delay: (error, attempt) => {
        waits.push((error as RateLimitError).retryAfterMs ?? -1);
        return retry({ retries: 50 }).delay(error, attempt);
      },
    },
  });
  const sent = await Promise.all(Array.from({ length: 12 }, () => submitUsage(patient, event)));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(12);
  expect(waits.length).toBeGreaterThan(0);
  // Never longer than until the next one may come, and never a blind guess.
  for (const wait of waits) expect(wait > 0 && wait <= 100).toBe(true);
});

test("every answer of a limited key tells of its limits, failures included; others tell nothing", async () => {
  const { key } = await limitedKey({ requestsPerMinute: 120, burst: 40 }, ["costops:write"]);
  const policy = '"key";q=120;w=60;platform-burst=40';
  const asked = [
    ["/v1/info", 200],
    ["/v1/usage", 403],
    ["/v1/usage?limit=none", 403],
    ["/v1/limits?nothing=1", 400],
    ["/v1/limits?keyId=key_none", 403],
  ] as const;
  let left = 40;
  for (const [path, status] of asked) {
    const answer = await platform.call(path, { key });
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers.get("ratelimit-policy")).toBe(policy);
    const [, remaining, seconds] =
      /^"key";r=(\d+);t=(\d+)$/.exec(answer.headers.get("ratelimit") ?? "") ?? [];
    left -= 1;
    // Some may have come back meanwhile, two a second.
    expect(Number(remaining)).toBeGreaterThanOrEqual(left);
    expect(Number(remaining)).toBeLessThan(40);
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(answer.headers.has("x-ratelimit-limit-requests")).toBe(false);
  }
  const free = await platform.call("/v1/info");
  expect([...free.headers.keys()].filter((name) => name.includes("ratelimit"))).toEqual([]);
});

test("the keys of a project share its limit, and whichever is reached first counts", async () => {
  const admin = await platform.stranger();
  const { id: keyId, key } = await createApiKey(admin, ofAll);
  await updateLimits(admin, { requestsPerMinute: slow, burst: 5 });
  await updateLimits(admin, { keyId, requestsPerMinute: slow, burst: 2 });
  const other = platform.clientWith(key);
  const { headers } = await platform.call("/v1/info", { key });
  expect(headers.get("ratelimit-policy")).toBe(
    '"key";q=1;w=60;platform-burst=2, "project";q=1;w=60;platform-burst=5',
  );
  expect(headers.get("ratelimit")).toMatch(/^"key";r=1;t=\d+, "project";r=4;t=\d+$/);
  expect(await outcomes(other, 3)).toBe("200 429 429");
  // What the key was refused did not count in the project. The admin was without limits a moment ago.
  await expect.poll(async () => rate(await getLimits(admin), "project")?.remaining, soon).toBe(0);
  const refused = getInfo(admin);
  await expect(refused).rejects.toMatchObject({
    ...refusal,
    message: expect.stringMatching(/^The project may/),
  });
  expect(await outcomes(client, 3)).toBe("200 200 200");
});

test("neither a rotation nor a token begins anew", async () => {
  const made = await limitedKey({ requestsPerMinute: slow, burst: 6 });
  const { token: old } = await createToken(made.client, { scopes: ["costops:read"] });
  const next = await rotateApiKey(client, { keyId: made.id, overlapSeconds: 60 });
  const last = await rotateApiKey(client, { keyId: next.id, overlapSeconds: 60 });
  const keys = [old, next.key, last.key].map((text) => platform.clientWith(text));
  for (const each of keys) expect(await outcome(each)).toBe(200);
  const { token: young } = await createToken(keys[2]!, { scopes: ["costops:read"] });
  expect(await outcome(platform.clientWith(young))).toBe(200);
  for (const each of [...keys, platform.clientWith(young), made.client])
    expect(await outcome(each)).toBe(429);
  // By its own name too: the limit is changed for all of them.
  const { id, rates } = await updateLimits(client, { keyId: last.id, burst: 7 });
  expect([id, rates]).toMatchObject([last.id, [{ of: "key", burst: 7, remaining: 1 }]]);
  await expect.poll(() => outcome(made.client), soon).toBe(200);
});

test("a limit holds, is changed and ends within a second; what was used stays used", async () => {
  const { id: keyId, key } = await createApiKey(client, ofAll);
  const limited = platform.clientWith(key);
  expect(await outcomes(limited, 3)).toBe("200 200 200");
  await updateLimits(client, { keyId, requestsPerMinute: slow });
  // The one that there is at first may be used up by the polling.
  await expect.poll(() => outcome(limited), soon).toBe(429);
  expect(rate(await updateLimits(client, { keyId, burst: 10 }), "key")).toMatchObject({
    burst: 10,
    remaining: 9,
  });
  await expect.poll(() => outcome(limited), soon).toBe(200);
  const { remaining = 0 } = rate(await getLimits(client, { keyId }), "key") ?? {};
  const faster = rate(await updateLimits(client, { keyId, requestsPerMinute: 2, burst: null }), "key");
  expect(faster).toMatchObject({ requestsPerMinute: 2, burst: 2, remaining: Math.max(0, remaining - 8) });
  await updateLimits(client, { keyId, requestsPerMinute: null });
  await expect.poll(() => outcomes(limited, 4), soon).toBe("200 200 200 200");
  expect((await getLimits(client, { keyId })).rates).toEqual([]);
});

test("whoever may write the account is not locked out by a limit; whoever may not is refused as ever", async () => {
  const admin = await platform.stranger();
  const writer = await createApiKey(admin, { name: "w", scopes: ["account:read"] });
  await updateLimits(admin, { requestsPerMinute: slow, burst: 1 });
  expect(await outcomes(platform.clientWith(writer.key), 2)).toBe("200 429");
  await expect.poll(() => outcome(admin), soon).toBe(429);
  await expect(updateLimits(platform.clientWith(writer.key), { burst: 9 })).rejects.toMatchObject(refusal);
  expect(rate(await updateLimits(admin, { burst: 9 }), "project")?.remaining).toBe(8);
  await expect.poll(() => outcome(admin), soon).toBe(200);
});

test("a repeated request counts though its answer is kept", async () => {
  const { client: limited } = await limitedKey({ requestsPerMinute: slow, burst: 2 });
  const options = { idempotencyKey: "counted-twice" };
  const first = await submitUsage(limited, event, options);
  expect((await submitUsage(limited, event, options)).id).toBe(first.id);
  await expect(submitUsage(limited, event, options)).rejects.toMatchObject(refusal);
});

test("a change that is repeated is done once, and who made it is noted", async () => {
  const { id: keyId } = await createApiKey(client, ofAll);
  const change = { keyId, requestsPerMinute: 7 };
  const first = await updateLimits(client, change, { idempotencyKey: "limit-once" });
  await updateLimits(client, { keyId, requestsPerMinute: 9 });
  expect(await updateLimits(client, change, { idempotencyKey: "limit-once" })).toEqual(first);
  expect(rate(await getLimits(client, { keyId }), "key")).toMatchObject({ requestsPerMinute: 9, burst: 9 });
  const noted = await listAuditEvents(client, { operation: "updateLimits", targetId: keyId }).all();
  expect(noted.map(({ changes }) => changes)).toEqual([{ keyId, requestsPerMinute: 9 }, change]);
});

test("what cannot be limited so is refused by name", async () => {
  const { id: keyId, key } = await createApiKey(client, { name: "r", scopes: ["costops:read"] });
  const none = { status: 400, code: "rate_missing", param: "requestsPerMinute" };
  for (const params of [{ keyId }, { keyId, burst: 5 }]) {
    await expect(updateLimits(client, params)).rejects.toMatchObject(none);
  }
  for (const field of ["requestsPerMinute", "burst"]) {
    for (const value of [0, 1.5, 1_000_001, "5"]) {
      const refused = await platform.call("/v1/limits", { method: "PATCH", json: { keyId, [field]: value } });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { code: "invalid_params", param: field } });
    }
  }
  const reader = platform.clientWith(key);
  expect((await getLimits(reader, { keyId })).id).toBe(keyId);
  const { id: other } = await createApiKey(client, ofAll);
  const asked = getLimits(reader, { keyId: other });
  await expect(asked).rejects.toMatchObject({ status: 403, code: "scope_missing" });
  await expect(updateLimits(reader, { burst: 1 })).rejects.toMatchObject({ code: "scope_missing" });
});

test("another organization's keys, and those that ended, are not found", async () => {
  const { id: keyId } = await createApiKey(client, ofAll);
  const gone = await createApiKey(client, ofAll);
  await deleteApiKey(client, { keyId: gone.id });
  const stranger = await platform.stranger();
  for (const [asking, id] of [
    [stranger, keyId],
    [client, gone.id],
    [client, "key_none"],
  ] as const) {
    const missing = { status: 404, code: "key_not_found", param: "keyId" };
    await expect(getLimits(asking, { keyId: id })).rejects.toMatchObject(missing);
    await expect(updateLimits(asking, { keyId: id, requestsPerMinute: 1 })).rejects.toMatchObject(missing);
  }
  expect((await getLimits(client, { keyId })).rates).toEqual([]);
});

test("the server's limits are those that it holds to", async () => {
  const { server } = await getLimits(client);
  const { bodyBytes, pageItems, operations } = server;
  const long = (bytes: number) => ({ name: "n".repeat(bytes), scopes: ["*"] });
  const statusOf = async (bytes: number) => (await platform.call("/v1/keys", { json: long(bytes) })).status;
  expect(await statusOf(bodyBytes - Buffer.byteLength(JSON.stringify(long(0))))).toBe(400);
  expect(await statusOf(bodyBytes)).toBe(413);
  expect((await listApiKeys(client, { limit: pageItems }).all()).length).toBeGreaterThan(0);
  await expect(listApiKeys(client, { limit: pageItems + 1 }).all()).rejects.toMatchObject({ param: "limit" });

  const batch = operations.find(({ name }) => name === "submitUsageBatch");
  const { events = 0 } = batch?.items ?? {};
  expect(batch?.bodyBytes).toBeGreaterThan(bodyBytes);
  const sent = (count: number) =>
    submitUsageBatch(client, { events: Array.from({ length: count }, () => event) });
  expect((await sent(events)).results).toHaveLength(events);
  await expect(sent(events + 1)).rejects.toMatchObject({ param: "events" });
  const keys = operations.find(({ name }) => name === "createApiKey");
  expect(keys).toEqual({ name: "createApiKey", bodyBytes: null, items: { scopes: 50 } });
});

test("what needs no key is never limited, and refusals are counted", async () => {
  const admin = await platform.stranger();
  await updateLimits(admin, { requestsPerMinute: slow, burst: 1 });
  await expect.poll(() => outcome(admin), soon).toBe(429);
  for (let at = 0; at < 3; at++) {
    await getHealth(admin);
    await getReadiness(admin);
  }
  for (const path of ["/livez", "/readyz", "/version"]) expect((await platform.call(path)).status).toBe(200);
  const metrics = await (await platform.call("/metrics", { key: "" })).text();
  const [, refused] = /platform_rate_limit_refusals_total\{limit="project"\} (\d+)/.exec(metrics) ?? [];
  expect(Number(refused)).toBeGreaterThan(0);
  expect(metrics).toMatch(/platform_http_requests_total\{operation="getInfo",status="429"\} \d/);
});
