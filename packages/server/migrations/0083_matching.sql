-- Why: preferred times are matched as soon as somebody is free. Whatever frees time lets the next look at them happen now, so that
-- nobody can forget it; the look itself is an effect (scheduling/auto-match.ts) that also comes back every few minutes.
create function wake_matching() returns trigger language plpgsql as $$
begin
  update effects set run_after = 'epoch' where id = (
    select id from effects where lane = 'proposal.match' and state = 'pending' and run_after > 'epoch' limit 1 for update skip locked);
  if found then perform pg_notify('effects', ''); end if;
  return null;
end $$;
create trigger bookings_wake_matching after update of status, during, expert_id on bookings
  for each row when (old.status in ('held', 'confirmed') and (new.status not in ('held', 'confirmed') or old.during <> new.during or old.expert_id <> new.expert_id))
  execute function wake_matching();
create trigger holds_wake_matching after delete on bookings for each row execute function wake_matching();
create trigger hours_wake_matching after insert or update or delete on expert_hours for each statement execute function wake_matching();
create trigger overrides_wake_matching after insert or update or delete on expert_overrides for each statement execute function wake_matching();
create trigger time_off_wake_matching after update or delete on expert_time_off for each statement execute function wake_matching();
create trigger experts_wake_matching after update of state, zone, skills, categories, roles, languages, max_per_day, max_per_week, notice_minutes on experts
  for each statement execute function wake_matching();
