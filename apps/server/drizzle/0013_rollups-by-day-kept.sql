-- Amounts by unit of many rows, added. Exact: jsonb keeps numbers as numeric.
create function usage_units_total(parts jsonb[]) returns jsonb language sql immutable parallel safe as $$
  select coalesce(jsonb_object_agg(unit, amount), '{}')
  from (
    select key as unit, sum(value::numeric) as amount
    from unnest(parts) as part, jsonb_each_text(part) group by key
  ) as sums
$$;
--> statement-breakpoint
-- Adds the rows of one statement to the rollups of both grains, or takes them away: the trigger's argument is the sign.
-- A connection has a slot by its process number, so that neighbours write different rows; sums are upserted in one
-- order, so that two that meet in a slot wait for each other in that order.
create or replace function usage_rollups_keep() returns trigger language plpgsql as $$
declare
  sign constant integer := tg_argv[0];
begin
  insert into usage_rollups as known
    (organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced,
     slot, cost, count, duration_ms, units)
  select organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced,
    pg_backend_pid() % 8, sign * cost, sign * count, sign * duration_ms,
    (
      select coalesce(jsonb_object_agg(unit, sign * amount), '{}')
      from (
        select key as unit, sum(value::numeric) as amount
        from unnest(parts) as part, jsonb_each_text(part) group by key
      ) as sums
    )
  from (
    select organization_id, project_id, grain, date_bin(width, occurred_at, '2000-01-01T00:00:00Z') as bucket,
      operation, provider, model, api_key_id, user_id, currency, cost is not null as priced,
      coalesce(sum(cost), 0) as cost, count(*) as count, coalesce(sum(duration_ms), 0) as duration_ms,
      array_agg(units) as parts
    from changed, (values ('day', interval '24 hours'), ('quarter', interval '15 minutes')) as grains(grain, width)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  ) as sums
  order by project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced
  on conflict on constraint usage_rollups_sum do update set
    cost = known.cost + excluded.cost,
    count = known.count + excluded.count,
    duration_ms = known.duration_ms + excluded.duration_ms,
    units = usage_units_sum(known.units, excluded.units);
  return null;
end
$$;
--> statement-breakpoint
-- Puts sums of times past at a moment, where they stand in several slots, together in slot 0, `most` rows at a time;
-- gives how many. Who waits for a row that went makes a new one in its slot, which the next turn finds.
create function usage_rollups_fold(at timestamptz, most integer) returns bigint language sql as $$
  with gone as (
    delete from usage_rollups where ctid = any (array(
      select ctid from usage_rollups
      where slot <> 0 and bucket < at - case grain when 'day' then interval '25 hours' else interval '1 hour' end
      order by bucket limit most for update skip locked
    ))
    returning *
  ), folded as (
    insert into usage_rollups as known
      (organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced,
       slot, cost, count, duration_ms, units)
    select organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency,
      priced, 0, sum(cost), sum(count), sum(duration_ms), usage_units_total(array_agg(units))
    from gone
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    order by project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced
    on conflict on constraint usage_rollups_sum do update set
      cost = known.cost + excluded.cost,
      count = known.count + excluded.count,
      duration_ms = known.duration_ms + excluded.duration_ms,
      units = usage_units_sum(known.units, excluded.units)
  )
  select count(*) from gone
$$;
--> statement-breakpoint
-- What is in the quarters already. Writers wait until this is committed.
lock table usage_events in share row exclusive mode;
--> statement-breakpoint
insert into usage_rollups
  (organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced, slot,
   cost, count, duration_ms, units)
select organization_id, project_id, 'day', date_bin('24 hours', bucket, '2000-01-01T00:00:00Z'), operation, provider,
  model, api_key_id, user_id, currency, priced, 0, sum(cost), sum(count), sum(duration_ms),
  usage_units_total(array_agg(units))
from usage_rollups
group by 1, 2, 4, 5, 6, 7, 8, 9, 10, 11;
