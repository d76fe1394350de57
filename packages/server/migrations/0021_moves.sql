-- Why: many moves of one position at once wait for one click. Those that somebody confirmed no longer count as a surprise.
alter table interviews add column moves_confirmed_at timestamptz;
create index interviews_entries on interviews (position_id, entered_at) where repeat = 0 and moves_confirmed_at is null;
