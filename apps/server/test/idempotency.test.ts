import { once } from "node:events";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { claim } from "../src/http/idempotency/claim.ts";
import { fail } from "../src/http/errors/http-error.ts";
import { fingerprint } from "../src/http/idempotency/fingerprint.ts";
import { serve } from "../src/http/serve.ts";
import { idempotencyKeys, sandboxes, usageEvents } from "../src/store/schema/index.ts";
import { createBox, serveCreateBox } from "./example-actions.ts";
import { type TestServer, startTestServer } from "./server.ts";

/** The same action with its effect outside the database: here, in this list. */
const effects: string[] = [];
let gate: Promise<unknown> = Promise.resolve();
const outside = {
  contract: { ...createBox.contract, name: "createOutside", route: "POST /v1/outside" },
} as const;
const serveOutside = serve(outside, async (context, { template }) => {
  await gate;
  if (template === "refused") fail(422, "template_refused", "This template is refused.");
  effects.push(template);
  context.meter({ request: "1" });
  return { id: `sbx_${effects.length}`, template };
});

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([serveCreateBox, serveOutside]);
});
afterAll(() => server.stop());
beforeEach(() => {
  effects.length = 0;
  gate = Promise.resolve();
});

const post = (path: string, key: string, json: unknown) =>
  server.call(path, { json, headers: { "idempotency-key": key, "x-run-id": key } });
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;
const usages = (runId: string) =>
  server.database.db.select().from(usageEvents).where(eq(usageEvents.runId, runId));
const boxes = (template: string) =>
  server.database.db.select().from(sandboxes).where(eq(sandboxes.template, template));

test.each(["/v1/boxes", "/v1/outside"])(
  "%s: the same key again replays the answer, byte for byte",
  async (path) => {
    const key = `replay${path}`;
    const first = await post(path, key, { template: "replayed", memoryMb: 1 });
    const again = await post(path, key, { memoryMb: 1, template: "replayed" });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(await again.text()).toBe(await first.text());
    expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect(await usages(key)).toMatchObject([{ cost: "0.0000010000", units: { request: "1" } }]);
  },
);

test.each(["/v1/boxes", "/v1/outside"])("%s: the same key with other parameters is refused", async (path) => {
  await post(path, `other${path}`, { template: "a" });
  const response = await post(path, `other${path}`, { template: "b" });
  expect([response.status, await codeOf(response)]).toEqual([409, "idempotency_mismatch"]);
});

test("the same key in another project is another key", async () => {
  const other = await server.addProject();
  const headers = { "idempotency-key": "shared" };
  await server.call("/v1/boxes", { json: { template: "mine" }, headers });
  const theirs = await server.call("/v1/boxes", { json: { template: "theirs" }, headers, key: other.key });
  expect(theirs.status).toBe(200);
});

test("twenty at once in the database: one effect, one row in the ledger", async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, () => post("/v1/boxes", "twenty", { template: "twenty" })),
  );
  expect(all.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  for (const response of all) expect([200, 409]).toContain(response.status);
  expect(await boxes("twenty")).toHaveLength(1);
  expect(await usages("twenty")).toHaveLength(1);
});

test("while the first one runs outside, others are told so; then its answer is replayed", async () => {
  const opened = new AbortController();
  gate = once(opened.signal, "abort");
  const first = post("/v1/outside", "slow", { template: "slow" });
  const row = and(eq(idempotencyKeys.key, "slow"), sql`${idempotencyKeys.leaseOwner} is not null`);
  await vi.waitFor(async () => {
    expect(await server.database.db.select().from(idempotencyKeys).where(row)).toHaveLength(1);
  }, 5000);
  const second = await post("/v1/outside", "slow", { template: "slow" });
  expect(second.headers.get("retry-after-ms")).toBe("500");
  expect(await second.json()).toMatchObject({ error: { code: "idempotency_in_progress", retryable: true } });
  opened.abort();
  expect((await first).status).toBe(200);
  expect((await post("/v1/outside", "slow", { template: "slow" })).headers.get("idempotent-replayed")).toBe(
    "true",
  );
  expect(effects).toEqual(["slow"]);
});

test.each(["/v1/boxes", "/v1/outside"])("%s: a failure is not kept, and leaves nothing", async (path) => {
  const key = `failed${path}`;
  expect((await post(path, key, { template: "refused" })).status).toBe(422);
  expect((await post(path, key, { template: "refused" })).headers.get("idempotent-replayed")).toBeNull();
  expect(await boxes("refused")).toHaveLength(0);
  expect(await usages(key)).toHaveLength(0);
  expect((await post(path, key, { template: "allowed" })).status).toBe(200);
});

test("a request whose server died is taken over when its lease ends", async () => {
  const json = { template: "orphan" };
  const { db } = server.database;
  const dead = {
    ids: server.project,
    key: "orphan",
    fingerprint: fingerprint("POST", "/v1/outside", ["createOutside", json]),
    owner: "srv_dead",
  };
  const claimed = await claim(db, dead);
  const waiting = await post("/v1/outside", "orphan", json);
  expect(await codeOf(waiting)).toBe("idempotency_in_progress");
  await db
    .update(idempotencyKeys)
    .set({ leaseExpiresAt: new Date(0) })
    .where(eq(idempotencyKeys.key, "orphan"));
  expect((await post("/v1/outside", "orphan", json)).status).toBe(200);
  const [usage] = await usages("orphan");
  expect(usage?.eventId).toBe(claimed.kind === "run" ? claimed.eventId : "");
});

test("a key of more than 255 characters is refused", async () => {
  const response = await post("/v1/boxes", "x".repeat(256), { template: "a" });
  expect([response.status, await codeOf(response)]).toEqual([400, "invalid_header"]);
});
