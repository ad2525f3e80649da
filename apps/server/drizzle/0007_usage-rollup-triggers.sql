-- Amounts by unit, added. Exact: jsonb keeps numbers as numeric.
create function usage_units_sum(a jsonb, b jsonb) returns jsonb language sql immutable parallel safe as $$
  select coalesce(jsonb_object_agg(unit, amount), '{}')
  from (
    select key as unit, sum(value::numeric) as amount
    from (select * from jsonb_each_text(a) union all select * from jsonb_each_text(b)) as part
    group by key
  ) as sums
$$;
--> statement-breakpoint
-- Adds the rows of one statement to the rollups, or takes them away: the trigger's argument is the sign. A connection
-- has a slot by its process number, so that neighbours write different rows; sums are upserted in one order, so that
-- two that meet in a slot wait for each other in that order.
create function usage_rollups_keep() returns trigger language plpgsql as $$
declare
  sign constant integer := tg_argv[0];
begin
  insert into usage_rollups as known
    (organization_id, project_id, bucket, operation, provider, model, api_key_id, user_id, currency, priced, slot,
     cost, count, duration_ms, units)
  select organization_id, project_id, bucket, operation, provider, model, api_key_id, user_id, currency, priced,
    pg_backend_pid() % 8, sign * cost, sign * count, sign * duration_ms,
    (
      select coalesce(jsonb_object_agg(unit, sign * amount), '{}')
      from (
        select key as unit, sum(value::numeric) as amount
        from unnest(parts) as part, jsonb_each_text(part) group by key
      ) as sums
    )
  from (
    select organization_id, project_id, date_bin('15 minutes', occurred_at, '2000-01-01T00:00:00Z') as bucket,
      operation, provider, model, api_key_id, user_id, currency, cost is not null as priced,
      coalesce(sum(cost), 0) as cost, count(*) as count, coalesce(sum(duration_ms), 0) as duration_ms,
      array_agg(units) as parts
    from changed
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ) as sums
  order by project_id, bucket, operation, provider, model, api_key_id, user_id, currency, priced
  on conflict on constraint usage_rollups_sum do update set
    cost = known.cost + excluded.cost,
    count = known.count + excluded.count,
    duration_ms = known.duration_ms + excluded.duration_ms,
    units = usage_units_sum(known.units, excluded.units);
  return null;
end
$$;
--> statement-breakpoint
create trigger usage_rollups_insert after insert on usage_events referencing new table as changed
  for each statement execute function usage_rollups_keep('1');
--> statement-breakpoint
create trigger usage_rollups_delete after delete on usage_events referencing old table as changed
  for each statement execute function usage_rollups_keep('-1');
--> statement-breakpoint
create trigger usage_rollups_update_from after update on usage_events referencing old table as changed
  for each statement execute function usage_rollups_keep('-1');
--> statement-breakpoint
create trigger usage_rollups_update_to after update on usage_events referencing new table as changed
  for each statement execute function usage_rollups_keep('1');
--> statement-breakpoint
-- What is in the ledger already. The triggers hold back other writers until this is committed.
insert into usage_rollups
  (organization_id, project_id, bucket, operation, provider, model, api_key_id, user_id, currency, priced, slot,
   cost, count, duration_ms, units)
select organization_id, project_id, bucket, operation, provider, model, api_key_id, user_id, currency, priced, 0,
  cost, count, duration_ms,
  (
    select coalesce(jsonb_object_agg(unit, amount), '{}')
    from (
      select key as unit, sum(value::numeric) as amount
      from unnest(parts) as part, jsonb_each_text(part) group by key
    ) as sums
  )
from (
  select organization_id, project_id, date_bin('15 minutes', occurred_at, '2000-01-01T00:00:00Z') as bucket,
    operation, provider, model, api_key_id, user_id, currency, cost is not null as priced,
    coalesce(sum(cost), 0) as cost, count(*) as count, coalesce(sum(duration_ms), 0) as duration_ms,
    array_agg(units) as parts
  from usage_events
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
) as sums;
