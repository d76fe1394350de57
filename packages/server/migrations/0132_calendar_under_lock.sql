-- Why: a meeting in an expert's own calendar that is known when a booking is decided must refuse it, and not be noticed afterwards by a
-- hand-over. Whoever writes busy times raises the expert's version, under the same lock that a booking decides under: so either the
-- booking sees them, or they see the booking and hand it over.
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
  perform 1 from expert_busy x join calendars c on c.id = x.calendar_id
    where x.expert_id = e.id and x.during && tstzrange(starts - buffer_before, ends + buffer_after) and c.counts;
  if found then return false; end if;
  select count(*) filter (where lower(b.during) <@ day), count(*) into on_day, in_week from bookings b
    where b.expert_id = e.id and lower(b.during) >= lower(week) and lower(b.during) < upper(week)
      and b.status in ('held', 'confirmed', 'done') and (b.status <> 'held' or b.hold_expires_at > at) and b.id is distinct from moving;
  return on_day < e.max_per_day and in_week < e.max_per_week;
end $$;
