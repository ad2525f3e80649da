import fc from "fast-check";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLimiter } from "../src/http/limits/create-limiter.ts";
import type { Limiter } from "../src/http/limits/limiter.ts";
import { newId } from "../src/store/new-id.ts";
import { rateLimits } from "../src/store/schema/index.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";

const seed = 20261121;
/** So slow that nothing comes back while a test runs. */
const slow = 1;
const minuteMs = 60_000;

let database: TestDatabase;
/** Two servers on one database, as far as limits go. */
let limiters: readonly Limiter[];
beforeAll(async () => {
  database = await openTestDatabase();
  limiters = [createLimiter(database.db), createLimiter(database.db)];
});
afterAll(() => database.close());

interface Rate {
  requestsPerMinute: number;
  burst: number;
}

/** A key of a project, with these limits; `null` is none. */
async function newKey(project: Rate | null, key: Rate | null) {
  const who = { organizationId: "org", projectId: newId("prj"), apiKeyId: newId("key") };
  const owner = { organizationId: "org", projectId: who.projectId };
  const rows = [
    ...(project ? [{ ...project, ...owner, id: who.projectId }] : []),
    ...(key ? [{ ...key, ...owner, id: who.apiKeyId }] : []),
  ];
  if (rows.length > 0) await database.db.insert(rateLimits).values(rows);
  return who;
}

const count = (all: readonly { admitted: boolean }[]) => all.filter(({ admitted }) => admitted).length;

test("of any number at once, at two servers, as many get in as the tighter limit has, none more and none fewer", async () => {
  const burst = fc.integer({ min: 1, max: 30 });
  const shapes = fc.record({
    project: fc.option(burst),
    key: fc.option(burst),
    callers: fc.nat({ max: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(shapes, async ({ project, key, callers }) => {
      const rate = (most: number | null) => most && { requestsPerMinute: slow, burst: most };
      const who = await newKey(rate(project) || null, rate(key) || null);
      const all = await Promise.all(Array.from({ length: callers }, (_, at) => limiters[at % 2]!.take(who)));
      expect(count(all)).toBe(Math.min(callers, project ?? Infinity, key ?? Infinity));
    }),
    { seed, numRuns: 40 },
  );
}, 60_000);

test("two keys of one project share its limit, and a refusal by one limit takes nothing from the other", async () => {
  const who = await newKey({ requestsPerMinute: slow, burst: 10 }, null);
  const { projectId } = who;
  const other = { ...who, apiKeyId: newId("key") };
  const own = { id: other.apiKeyId, organizationId: "org", projectId, requestsPerMinute: slow, burst: 3 };
  await database.db.insert(rateLimits).values(own);
  const [fast] = limiters;
  for (let at = 0; at < 20; at++) await fast!.take(other);
  // The other one took three: what it was refused for its own limit is not missing here.
  const all = await Promise.all(Array.from({ length: 20 }, () => fast!.take(who)));
  expect(count(all)).toBe(7);
});

/** Lets time go by for one limit: the moment it is full comes nearer. */
const pass = (id: string, ms: number) =>
  database.pool.query(
    "update rate_limits set full_at = full_at - $2 * interval '1 millisecond' where id = $1",
    [id, ms],
  );

test("over time it is a bucket of tokens: whatever comes when, as many get in as an independent one says", async () => {
  // Quarters of a gap: far longer than the test takes, so that the real clock changes nothing.
  const step = fc.oneof(
    fc.record({ takes: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ quarters: fc.integer({ min: 1, max: 12 }) }),
  );
  const run = fc.record({
    perMinute: fc.integer({ min: 1, max: 3 }),
    burst: fc.integer({ min: 1, max: 6 }),
    steps: fc.array(step, { minLength: 1, maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ perMinute, burst, steps }) => {
      const who = await newKey(null, { requestsPerMinute: perMinute, burst });
      // Nothing is remembered: time goes by faster than the limiter knows.
      const limiter = createLimiter(database.db, { rememberMs: 0 });
      let quarters = burst * 4;
      for (const each of steps) {
        if ("quarters" in each) {
          await pass(who.apiKeyId, (each.quarters * minuteMs) / perMinute / 4);
          quarters = Math.min(burst * 4, quarters + each.quarters);
          continue;
        }
        for (let at = 0; at < each.takes; at++) {
          const { admitted, limits } = await limiter.take(who);
          expect(admitted).toBe(quarters >= 4);
          if (admitted) quarters -= 4;
          expect(limits[0]?.remaining).toBe(Math.floor(quarters / 4));
        }
      }
    }),
    { seed, numRuns: 40 },
  );
}, 60_000);

test("a rate is never rounded up, and every wait that is told is enough", async () => {
  const rate = fc.integer({ min: 1, max: 1_000_000 });
  await fc.assert(
    fc.asyncProperty(rate, fc.integer({ min: 1, max: 1_000_000 }), async (requestsPerMinute, burst) => {
      const who = await newKey(null, { requestsPerMinute, burst });
      const limiter = createLimiter(database.db, { rememberMs: 0 });
      const { limits } = await limiter.take(who);
      const gapMs = limits[0]?.fullInMs ?? 0;
      expect(gapMs * requestsPerMinute).toBeGreaterThanOrEqual(minuteMs);
      expect((gapMs - 0.001) * requestsPerMinute).toBeLessThan(minuteMs);
      // All used, and more.
      const used = new Date(Date.now() + gapMs * (burst + 2) + minuteMs);
      await database.db.update(rateLimits).set({ fullAt: used }).where(eq(rateLimits.id, who.apiKeyId));
      const refused = await limiter.take(who);
      expect(refused.admitted).toBe(false);
      await pass(who.apiKeyId, refused.limits[0]!.nextInMs - 30_000);
      expect(await limiter.take(who)).toMatchObject({ admitted: false });
      await pass(who.apiKeyId, 30_000);
      expect(await limiter.take(who)).toMatchObject({ admitted: true });
    }),
    { seed, numRuns: 40 },
  );
}, 60_000);

test("a refusal is remembered while it must hold, so that no storm of them reaches the database; room is not", async () => {
  const rows = (id: string) => database.db.delete(rateLimits).where(eq(rateLimits.id, id));
  const minute = 60_000;
  const limiter = createLimiter(database.db, { rememberMs: minute });
  const who = await newKey(null, { requestsPerMinute: slow, burst: 1 });
  expect(await limiter.take(who)).toMatchObject({ admitted: true, limits: [{ remaining: 0 }] });
  const told = await limiter.take(who);
  expect(told.admitted).toBe(false);
  // Without its row it would be let in, if the row were looked for.
  await rows(who.apiKeyId);
  const again = await limiter.take(who);
  expect(again).toMatchObject({ admitted: false, limits: [{ of: "key", remaining: 0 }] });
  expect(again.limits[0]!.nextInMs).toBeLessThan(told.limits[0]!.nextInMs);
  expect(await createLimiter(database.db).take(who)).toMatchObject({ admitted: true, limits: [] });

  const roomy = await newKey(null, { requestsPerMinute: slow, burst: 5 });
  await limiter.take(roomy);
  await pass(roomy.apiKeyId, -10 * minute);
  expect(await limiter.take(roomy)).toMatchObject({ admitted: false });
});

test("a key without limits costs no statement, but for once a while", async () => {
  const limiter = createLimiter(database.db, { rememberMs: 60_000 });
  const who = await newKey(null, null);
  expect(await limiter.take(who)).toEqual({ admitted: true, limits: [] });
  const owner = { organizationId: "org", projectId: who.projectId };
  await database.db.insert(rateLimits).values({ ...owner, id: who.apiKeyId, requestsPerMinute: 1 });
  await createLimiter(database.db).take(who);
  expect(await limiter.take(who)).toEqual({ admitted: true, limits: [] });
  expect(await createLimiter(database.db).take(who)).toMatchObject({ admitted: false });
});
