-- Adds the rows of one statement to the rollups of both grains, or takes them away: the trigger's argument is the sign.
-- A connection has a slot by its process number, so that neighbours write different rows; sums are upserted in one
-- order, so that two that meet in a slot wait for each other in that order.
create or replace function usage_rollups_keep() returns trigger language plpgsql as $$
declare
  sign constant integer := tg_argv[0];
begin
  with quarters as (
    select organization_id, project_id, date_bin('15 minutes', occurred_at, '2000-01-01T00:00:00Z') as bucket,
      operation, provider, model, api_key_id, user_id, currency, cost is not null as priced,
      coalesce(sum(cost), 0) as cost, count(*) as count, coalesce(sum(duration_ms), 0) as duration_ms,
      array_agg(units) as parts
    from changed
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  )
  insert into usage_rollups as known
    (organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced,
     unit, slot, amount, cost, count, duration_ms)
  select organization_id, project_id, grain, date_bin(width, bucket, '2000-01-01T00:00:00Z'), operation, provider, model,
    api_key_id, user_id, currency, priced, unit, pg_backend_pid() % 8, sign * sum(line.amount), sign * sum(line.cost),
    sign * sum(line.count), sign * sum(line.duration_ms)
  from quarters,
    lateral (
      select '' as unit, 0 as amount, quarters.cost, quarters.count, quarters.duration_ms
      union all
      select key, sum(value::numeric), 0, 0, 0 from unnest(parts) as part, jsonb_each_text(part) group by key
    ) as line,
    (values ('day', interval '24 hours'), ('quarter', interval '15 minutes')) as grains(grain, width)
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
  order by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
  on conflict on constraint usage_rollups_sum do update set
    amount = known.amount + excluded.amount,
    cost = known.cost + excluded.cost,
    count = known.count + excluded.count,
    duration_ms = known.duration_ms + excluded.duration_ms;
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
       unit, slot, amount, cost, count, duration_ms)
    select organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency,
      priced, unit, 0, sum(amount), sum(cost), sum(count), sum(duration_ms)
    from gone
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    order by project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced, unit
    on conflict on constraint usage_rollups_sum do update set
      amount = known.amount + excluded.amount,
      cost = known.cost + excluded.cost,
      count = known.count + excluded.count,
      duration_ms = known.duration_ms + excluded.duration_ms
  )
  select count(*) from gone
$$;
--> statement-breakpoint
drop function usage_units_sum;
--> statement-breakpoint
-- What is in the ledger already. Writers wait until this is committed.
lock table usage_events in share row exclusive mode;
--> statement-breakpoint
truncate usage_rollups;
--> statement-breakpoint
insert into usage_rollups
  (organization_id, project_id, grain, bucket, operation, provider, model, api_key_id, user_id, currency, priced,
   unit, slot, amount, cost, count, duration_ms)
select organization_id, project_id, grain, date_bin(width, occurred_at, '2000-01-01T00:00:00Z'), operation, provider,
  model, api_key_id, user_id, currency, usage_events.cost is not null, unit, 0, sum(amount), sum(part.cost),
  sum(part.count), sum(part.duration_ms)
from usage_events,
  (values ('day', interval '24 hours'), ('quarter', interval '15 minutes')) as grains(grain, width),
  lateral (
    select '' as unit, 0 as amount, coalesce(usage_events.cost, 0) as cost, 1 as count,
      coalesce(usage_events.duration_ms, 0) as duration_ms
    union all
    select key, value::numeric, 0, 0, 0 from jsonb_each_text(usage_events.units)
  ) as part
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
