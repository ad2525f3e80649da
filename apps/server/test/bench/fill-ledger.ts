import { sql } from "drizzle-orm";
import type { Database } from "../../src/store/database.ts";
import type { TenantIds } from "../../src/store/tenant-types.ts";

/** Events of one statement; so many statements write at once, each every so-manyth event, as neighbours do. */
const chunk = 50_000;
const atOnce = 2;

/** 1,157 events a quarter of an hour: 90 days are ten million. */
const everyMs = 777.6;
const begin = Date.parse("2026-01-01T00:00:00Z");

/** When the last of so many events happens, and a moment more. */
export const endOf = (rows: number): Date => new Date(begin + rows * everyMs);

/**
 * Puts made-up events into a table of the ledger's columns by SQL, the same in every run: five keys with two models and
 * ten users each.
 */
export async function fillLedger(
  db: Database,
  { organizationId, projectId }: TenantIds,
  rows: number,
  table: "usage_events" | "plain_events" = "usage_events",
): Promise<void> {
  const write = (first: number, end: number) => sql`
    insert into ${sql.identifier(table)} (id, organization_id, project_id, event_id, operation, provider, model, units,
      cost, currency, price_ids, run_id, user_id, tags, api_key_id, started_at, duration_ms, occurred_at)
    select 'use_' || lpad(to_hex(i), 32, '0'), ${organizationId}, ${projectId}, 'bench-' || i, 'chat',
      'acme', 'model-' || (key * 2 + i % 2),
      jsonb_build_object('input_token', input::text, 'output_token', output::text),
      round(input * 2.5 / 1000000, 10) + round(output * 10.0 / 1000000, 10), 'USD', '{}',
      'run-' || i / 20, 'user-' || key * 10 + i / 7 % 10, '{}', 'key-' || key, at, i % 3000, at
    from generate_series(${first}::bigint, ${end - 1}::bigint, ${atOnce}) as i,
      lateral (
        select i / 3 % 5 as key, 100 + i * 7919 % 4001 as input, 10 + i * 104729 % 997 as output,
          to_timestamp((${begin}::numeric + i * ${everyMs}::numeric) / 1000) as at
      ) as made`;
  const window = chunk * atOnce;
  for (let from = 0; from < rows; from += window) {
    const end = Math.min(rows, from + window);
    const turns = Array.from({ length: atOnce }, (_, turn) => db.execute(write(from + turn, end)));
    await Promise.all(turns);
  }
}
