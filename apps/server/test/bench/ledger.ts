// How fast the ledger takes events in and sums them: `node --conditions=platform-source test/bench/ledger.ts <rows>`.
// Prints one line of JSON.
import { setMaxListeners } from "node:events";
import { exportUsage, getCosts, type GetCostsParams, submitUsage, submitUsageBatch } from "@platform/costops";
import { sql } from "drizzle-orm";
import { foldRollups } from "../../src/costops/costs/fold-rollups.ts";
import { costopsOperations } from "../../src/costops/operations.ts";
import { startTestPlatform } from "../platform.ts";
import { endOf, fillLedger } from "./fill-ledger.ts";

const rows = Number(process.argv[2] ?? 100_000);
const platform = await startTestPlatform(costopsOperations);
const { client, database, project } = platform;
setMaxListeners(0);

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};
const one = async <T>(statement: ReturnType<typeof sql>) =>
  (await database.db.execute(statement)).rows[0] as T;

/** So many at once until all are done. */
async function inTurns(count: number, atOnce: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const turn = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
}

/** No two alike, as in life: each is priced by itself. */
let nth = 0;
const event = () => ({
  provider: "acme",
  model: "free",
  units: { input_token: 1200 + nth++, output_token: 300 },
});
const price = {
  provider: "acme",
  model: "free",
  amount: "2.5",
  per: "1000000",
  effectiveFrom: "2020-01-01T00:00:00Z",
};
for (const unit of ["input_token", "output_token"]) {
  await platform.call("/v1/prices", { json: { ...price, unit } });
}

const say = (text: string) => console.error(`${(performance.now() / 1000).toFixed(1)} s  ${text}`);
say("filling a plain table");
const plainRows = Math.min(rows, 1_000_000);
await database.db.execute(
  sql`create table plain_events (like usage_events including defaults including indexes)`,
);
const plainRate =
  plainRows / (await secondsOf(() => fillLedger(database.db, project, plainRows, "plain_events")));
await database.db.execute(sql`drop table plain_events`);
say("filling the ledger");
const insertRate = rows / (await secondsOf(() => fillLedger(database.db, project, rows)));
const rollupRows = () => one<{ n: string }>(sql`select count(*) as n from usage_rollups`);
const spread = await rollupRows();
say("putting rollups together");
const folding = await secondsOf(() => foldRollups(database.db, new Date("2100-01-01T00:00:00Z")));
await database.db.execute(sql`vacuum analyze usage_events, usage_rollups`);

say("comparing");
const wrong = await one<{ n: string }>(sql`
  with events as (
    select grain, date_bin(width, occurred_at, 'epoch') as bucket, model, api_key_id, user_id, sum(cost), count(*),
      sum(duration_ms)
    from usage_events, (values ('day', interval '24 hours'), ('quarter', interval '15 minutes')) as times(grain, width)
    group by 1, 2, 3, 4, 5
  ), rollups as (
    select grain, bucket, model, api_key_id, user_id, sum(cost), sum(count)::bigint, sum(duration_ms)::bigint
    from usage_rollups where unit = '' group by 1, 2, 3, 4, 5
  )
  select (select count(*) from (table events except table rollups) as a)
    + (select count(*) from (table rollups except table events) as b) as n`);

say("batches");
const events = () => Array.from({ length: 1000 }, event);
const batches = 4;
const batch =
  (batches * 1000) /
  (await secondsOf(() => inTurns(batches, 1, () => submitUsageBatch(client, { events: events() }))));
say("singles");
const singles = 400;
const single = singles / (await secondsOf(() => inTurns(singles, 32, () => submitUsage(client, event()))));

say("one slot");
// The same with one row a sum for all connections: what the slots are for.
const { definition } = await one<{ definition: string }>(
  sql`select pg_get_functiondef('usage_rollups_keep'::regproc) as definition`,
);
await database.db.execute(sql.raw(definition.replace("pg_backend_pid() % 8", "0")));
const oneSlot = singles / (await secondsOf(() => inTurns(singles, 32, () => submitUsage(client, event()))));
await database.db.execute(sql.raw(definition));

say("sums");
const span = { from: "2026-01-01T00:00:00Z", to: endOf(rows).toISOString() };
const mine = sql`organization_id = ${project.organizationId} and project_id = ${project.projectId}`;
const within = sql`${mine} and occurred_at >= ${span.from}::timestamptz and occurred_at < ${span.to}::timestamptz`;
const questions: [name: string, ask: GetCostsParams, plain: ReturnType<typeof sql>][] = [
  ["total", span, sql`select sum(cost), count(*) from usage_events where ${within}`],
  [
    "by model",
    { ...span, groupBy: ["model"] },
    sql`select model, sum(cost), count(*) from usage_events where ${within} group by 1`,
  ],
  [
    "by day in Berlin",
    { ...span, groupBy: ["day"], timeZone: "Europe/Berlin" },
    sql`select date_trunc('day', occurred_at, 'Europe/Berlin'), sum(cost), count(*) from usage_events where ${within} group by 1`,
  ],
  [
    "by user and day",
    { ...span, groupBy: ["userId", "day"] },
    sql`select user_id, date_trunc('day', occurred_at), sum(cost), count(*) from usage_events where ${within} group by 1, 2`,
  ],
  [
    "by model, one day with ragged ends",
    { from: "2026-01-01T00:07:00Z", to: "2026-01-02T00:07:00Z", groupBy: ["model"] },
    sql`select model, sum(cost), count(*) from usage_events where ${mine} and occurred_at >= '2026-01-01T00:07:00Z' and occurred_at < '2026-01-02T00:07:00Z' group by 1`,
  ],
];
const answers: { name: string; rollups: number; plain: number; agrees: boolean }[] = [];
for (const [name, ask, plain] of questions) {
  const { totals } = await getCosts(client, ask);
  const { rows: lines } = await database.db.execute<{ sum: string; count: string }>(
    sql`select sum(sum)::text as sum, sum(count)::text as count from (${plain}) as plain`,
  );
  const [total] = totals;
  const same = await one<{ same: boolean }>(
    sql`select ${total?.cost}::numeric = ${lines[0]?.sum}::numeric as same`,
  );
  const times = { rollups: Infinity, plain: Infinity };
  for (let round = 0; round < 3; round++) {
    times.rollups = Math.min(times.rollups, await secondsOf(() => getCosts(client, ask)));
    times.plain = Math.min(times.plain, await secondsOf(() => database.db.execute(plain)));
  }
  answers.push({ name, ...times, agrees: same.same && String(total?.count) === lines[0]?.count });
}
const sizes = await one<{ events: string; rollups: string; rollupRows: string }>(sql`
  select pg_total_relation_size('usage_events') as events, pg_total_relation_size('usage_rollups') as rollups,
    (select count(*) from usage_rollups) as "rollupRows"`);
say("exports");
const exportedRows = Math.min(rows, 200_000);
const exported: { format: string; rate: number; rss: number }[] = [];
for (const format of ["csv", "jsonl", "parquet"] as const) {
  let bytes = 0;
  let rss = 0;
  const seconds = await secondsOf(async () => {
    const file = await exportUsage(client, {
      format,
      from: span.from,
      to: endOf(exportedRows).toISOString(),
    });
    for await (const part of file.stream) {
      bytes += part.byteLength;
      rss = Math.max(rss, process.memoryUsage.rss());
    }
  });
  say(`${format}: ${bytes} bytes`);
  exported.push({ format, rate: exportedRows / seconds, rss });
}
console.log(
  JSON.stringify({
    rows,
    plainRate,
    insertRate,
    spreadRows: spread.n,
    folding,
    wrong: wrong.n,
    exported,
    batch,
    single,
    oneSlot,
    answers,
    sizes,
    rss: process.memoryUsage.rss(),
  }),
);
await platform.stop();
