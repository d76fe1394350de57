-- Why: doubt must have an end, claiming must not look at every row that is due, and a restored database must look in the ATS
-- before it writes there again.
alter table effects
  -- attempts of which nobody knows whether they took effect, since a person last said "again"
  add column doubts integer not null default 0,
  -- database time of the first failure in a row; what fails for a day goes to a person
  add column failing_since timestamptz;
-- Written before the first byte by those who cannot look afterwards (mail): a death before it is known to have sent nothing.
alter table effect_attempts add column sending_at timestamptz;

-- Due in the order of their times, one list per connection, and per company for what needs no connection: a claim reads the
-- heads of these lists and nothing of the mountain behind them.
drop index effects_due;
create index effects_due_of_connection on effects (connection_id, greatest(run_after, not_before), seq)
  where state in ('pending', 'unsure') and connection_id is not null;
create index effects_due_of_company on effects (company_id, greatest(run_after, not_before), seq)
  where state in ('pending', 'unsure') and connection_id is null;

-- One row: when a process last worked off this ledger, by the database's clock. A ledger that is older than it should be
-- was restored from a backup, or slept: until look_first_until nothing is written to the outside without looking first.
create table installation (
  only_row boolean primary key default true check (only_row),
  beat_at timestamptz,                  -- null: nobody has worked here yet
  system_id text,
  look_first_until timestamptz,
  look_first_words text
);
insert into installation (beat_at) select max(began_at) from effect_attempts;
grant select, update on installation to interviewvector_service;

-- A few tokens are kept for those who wait at a page: work in the background takes one only while more than `reserve` are
-- there. Over all processes, since the bucket is one row.
create function take_token(the_connection uuid, rate_per_s double precision, burst double precision, reserve double precision)
returns integer language plpgsql as $$
declare bucket rate_buckets; available double precision; at timestamptz;
begin
  insert into rate_buckets (connection_id, tokens) values (the_connection, burst) on conflict do nothing;
  select * into bucket from rate_buckets where connection_id = the_connection for update;
  at := clock_timestamp();
  available := least(burst, bucket.tokens + greatest(0, extract(epoch from at - bucket.refilled_at)) * rate_per_s);
  if available >= 1 + reserve then
    update rate_buckets set tokens = available - 1, refilled_at = at where connection_id = the_connection;
    return 0;
  end if;
  update rate_buckets set tokens = available, refilled_at = at where connection_id = the_connection;
  return ceil((1 + reserve - available) / rate_per_s * 1000);
end $$;
