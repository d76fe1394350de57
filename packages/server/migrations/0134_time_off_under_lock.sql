-- Why: an absence is written under the expert's lock, and what is booked in it is given to others; a booking that was decided by an older
-- look at the expert, and waited for that lock, was made all the same, and given to nobody. It sees the absence now.
create or replace function expert_is_free(
  e experts, starts timestamptz, ends timestamptz, buffer_before interval, buffer_after interval, moving uuid, at timestamptz,
  day tstzrange, week tstzrange) returns boolean language plpgsql stable as $$
declare
  on_day integer;
  in_week integer;
begin
  if e.state <> 'active' then return false; end if;
  perform 1 from bookings b
    where b.expert_id = e.id and b.status in ('held', 'confirmed') and b.id is distinct from moving
      and (b.status = 'confirmed' or b.hold_expires_at > at)
      and b.during && tstzrange(starts - buffer_before, ends + buffer_after);
  if found then return false; end if;
  -- No buffer is kept from an absence: it only ends the hours.
  perform 1 from expert_time_off o where o.expert_id = e.id and o.during && tstzrange(starts, ends);
  if found then return false; end if;
  perform 1 from expert_busy x join calendars c on c.id = x.calendar_id
    where x.expert_id = e.id and x.during && tstzrange(starts - buffer_before, ends + buffer_after) and c.counts;
  if found then return false; end if;
  select count(*) filter (where lower(b.during) <@ day), count(*) into on_day, in_week from bookings b
    where b.expert_id = e.id and lower(b.during) >= lower(week) and lower(b.during) < upper(week)
      and b.status in ('held', 'confirmed', 'done') and (b.status <> 'held' or b.hold_expires_at > at) and b.id is distinct from moving;
  return on_day < e.max_per_day and in_week < e.max_per_week;
end $$;
