import type { TestPlatform } from "./platform.ts";

interface NewEvents {
  readonly runId: string;
  readonly count: number;
  readonly from?: string;
  /** Characters of a tag that each of them has. */
  readonly note?: number;
}

/** Puts `count` events of one cent into the ledger, a minute apart, each between two milliseconds. */
export async function fillLedger(
  { database, project }: TestPlatform,
  { runId, count, from = "2026-03-01T00:00:00Z", note = 200 }: NewEvents,
): Promise<void> {
  await database.pool.query(
    `insert into usage_events (id, organization_id, project_id, event_id, operation, provider, model, units,
       cost, currency, price_ids, run_id, tags, started_at, occurred_at)
     select 'use_' || $3 || lpad(n::text, 8, '0'), $1, $2, $3 || n, 'bulk', 'acme', 'large',
       '{"input_token": "1"}', 0.01, 'USD', '{}', $3, jsonb_build_object('note', repeat('x', $6::int)),
       at, at from (select n, $5::timestamptz + n * interval '1 minute' + interval '7 microseconds' as at
       from generate_series(1, $4::int) n) moments`,
    [project.organizationId, project.projectId, runId, count, from, note],
  );
}
