-- Why: a time is kept for five minutes while the candidate types, days of caps are counted on the clock that the offer was made by,
-- and processes learn which experts changed without reading all of them.

-- Which experts changed since a snapshot: ask for changed_in >= the xmin of the snapshot before. Whoever was still at work then has
-- a number that is not below it, so nothing is missed in whatever order transactions commit. One row per expert: it never grows.
create table expert_changes (
  expert_id uuid primary key references experts (id) on delete cascade,
  changed_in xid8 not null
);
create index expert_changes_in on expert_changes (changed_in);
grant select, insert, update, delete on expert_changes to interviewvector_service;
insert into expert_changes select id, pg_current_xact_id() from experts;

create or replace function raise_expert_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into expert_changes values (new.id, pg_current_xact_id());
    return new;
  end if;
  new.version := old.version + 1;
  update expert_changes set changed_in = pg_current_xact_id()
    where expert_id = new.id and changed_in <> pg_current_xact_id();
  return new;
end $$;
create trigger experts_appear after insert on experts for each row execute function raise_expert_version();

-- A booking is a change of its expert, and a new one is their last: one update for both.
create function touch_booked_expert() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update experts set version = version + 1 where id = old.expert_id;
    return null;
  end if;
  update experts set version = version + 1,
      last_booked_at = case when tg_op = 'INSERT' and new.status = 'confirmed' then greatest(last_booked_at, new.created_at) else last_booked_at end
    where id = new.expert_id;
  if tg_op = 'UPDATE' and old.expert_id <> new.expert_id then
    update experts set version = version + 1 where id = old.expert_id;
  end if;
  return null;
end $$;
drop trigger bookings_touch on bookings;
create trigger bookings_touch after insert or delete or update of expert_id, status, during on bookings
  for each row execute function touch_booked_expert();

-- An interview has one booking and at most one time that is kept for it.
create unique index bookings_one_hold on bookings (interview_id) where status = 'held';
create index bookings_holds on bookings (hold_expires_at) where status = 'held';
create index bookings_candidate_holds on bookings (candidate_id) where status = 'held';

drop function book_slot(uuid, uuid, uuid, uuid, uuid, timestamptz, timestamptz, interval, interval, uuid[], text, timestamptz, timestamptz, jsonb);
drop function expert_has_room(uuid, timestamptz, uuid);

-- May this expert take [starts, ends)? Nothing within the buffers, and room under the caps of the day and week given. A hold that
-- has run out is nobody's. Asked once to choose and once more under the expert's lock.
create function expert_is_free(
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
  select count(*) filter (where lower(b.during) <@ day), count(*) into on_day, in_week from bookings b
    where b.expert_id = e.id and lower(b.during) >= lower(week) and lower(b.during) < upper(week)
      and b.status in ('held', 'confirmed', 'done') and (b.status <> 'held' or b.hold_expires_at > at) and b.id is distinct from moving;
  return on_day < e.max_per_day and in_week < e.max_per_week;
end $$;

-- Books, moves or keeps one interview at [starts, ends) with the first expert of `ranked` who can take it.
-- outcome: 'booked' | 'held' (booking and expert filled in) | 'full' (nobody of the list is free) | 'candidate_busy' (the candidate has
-- another interview then) | 'not_held' (a time that overlaps the interview's own booking can't be kept apart from it; booking it can
-- still work) | 'retry' (somebody else holds a lock on the remaining experts: ask again in a few milliseconds).
-- `moving`: booking of this interview that changes its time, or null. `hold_until`: null books, else it keeps the time until then.
-- `zones` with `days` and `weeks`: the day and week of `starts` in each zone of the ranked, by the clock that made the offer; a zone
-- that is not among them is read from the database's own.
-- Locks are taken in the order interview (the one door holds it), candidate, experts. Only the experts who already have a row of this
-- candidate are waited for, in the order of their ids; all others are skipped while locked, so nobody waits in a circle. A held row is
-- written under its expert's lock only.
create function book_slot(
  new_id uuid, moving uuid, the_interview uuid, the_candidate uuid, the_company uuid,
  starts timestamptz, ends timestamptz, buffer_before interval, buffer_after interval,
  ranked uuid[], key text, at timestamptz, hold_until timestamptz, why jsonb,
  zones text[] default '{}', days tstzrange[] default '{}', weeks tstzrange[] default '{}')
returns table (outcome text, booking_id uuid, expert_id uuid) language plpgsql as $$
#variable_conflict use_column
declare
  slot tstzrange := tstzrange(starts, ends);
  own_expert uuid;                      -- of the booking that moves
  own_during tstzrange;
  kept record;                          -- this interview's hold
  same record;                          -- the booking of this key
  e experts;
  one uuid;
  place integer;
  day tstzrange;
  week tstzrange;
  span tstzrange;
  done_id uuid;
  passed_over boolean := false;
begin
  select b.id, b.expert_id, b.status, b.during into same from bookings b where b.idempotency_key = key;
  if found then
    if same.status = 'confirmed' and same.during = slot then
      return query select 'booked', same.id, same.expert_id; return;
    end if;
    -- The key of a released booking is free again (the same interview books, cancels and books the same time).
    if same.id is distinct from moving then
      update bookings b set idempotency_key = key || ':' || b.id where b.id = same.id and b.status in ('released', 'done');
    end if;
  end if;

  if moving is not null then
    -- Two moves of one candidate would each write first and then find the other's.
    perform pg_advisory_xact_lock(hashtextextended(the_candidate::text, 81));
    select b.expert_id, b.during into own_expert, own_during from bookings b where b.id = moving;
  end if;
  if moving is not null or exists (select 1 from bookings b where b.candidate_id = the_candidate and b.status = 'held') then
    perform 1 from experts x
      where x.id = own_expert or x.id in (select b.expert_id from bookings b where b.candidate_id = the_candidate and b.status = 'held')
      order by x.id for no key update;
    -- What was kept for this interview, or for this candidate at this time, makes way; its expert is asked first.
    select b.expert_id, b.during, b.hold_expires_at into kept from bookings b where b.interview_id = the_interview and b.status = 'held';
    if found and kept.hold_expires_at > at and kept.during && slot and kept.expert_id = any (ranked) and hold_until is null then
      ranked := kept.expert_id || array_remove(ranked, kept.expert_id);
    end if;
    delete from bookings b where b.candidate_id = the_candidate and b.status = 'held' and (b.interview_id = the_interview or b.during && slot)
      and b.expert_id in (select x.id from experts x where x.id = b.expert_id for no key update skip locked);
  end if;

  foreach one in array ranked loop
    -- A look without a lock first, so that experts who are booked are not locked against others for nothing.
    select * into e from experts x where x.id = one;
    continue when not found;
    place := array_position(zones, e.zone);
    if place is null then
      day := tstzrange(date_trunc('day', starts at time zone e.zone) at time zone e.zone,
                       (date_trunc('day', starts at time zone e.zone) + interval '1 day') at time zone e.zone);
      week := tstzrange(date_trunc('week', starts at time zone e.zone) at time zone e.zone,
                        (date_trunc('week', starts at time zone e.zone) + interval '7 days') at time zone e.zone);
    else
      day := days[place];
      week := weeks[place];
    end if;
    continue when not expert_is_free(e, starts, ends, buffer_before, buffer_after, moving, at, day, week);
    select * into e from experts x where x.id = one for no key update skip locked;
    if not found then passed_over := true; continue; end if;
    continue when not expert_is_free(e, starts, ends, buffer_before, buffer_after, moving, at, day, week);

    span := slot;
    if hold_until is not null and moving is not null and own_during && slot then
      -- The part outside the own booking is what somebody else could take; with another expert, that would not be enough.
      if one <> own_expert or (starts < lower(own_during) and ends > upper(own_during)) then
        return query select 'not_held', null::uuid, null::uuid; return;
      end if;
      span := slot - own_during;
      if isempty(span) then return query select 'not_held', null::uuid, null::uuid; return; end if;
    end if;
    -- Holds that ran out are still in the way of the constraint; the lock on their expert is ours.
    delete from bookings b where b.expert_id = one and b.status = 'held' and b.hold_expires_at <= at and b.during && span;

    done_id := null;
    if moving is null or hold_until is not null then
      insert into bookings (id, expert_id, candidate_id, company_id, interview_id, status, during, hold_expires_at, idempotency_key, decision, created_at)
        values (new_id, one, the_candidate, the_company, the_interview, case when hold_until is null then 'confirmed' else 'held' end, span,
                hold_until, key, why, at)
        on conflict do nothing returning id into done_id;
    else
      begin
        update bookings b set expert_id = one, during = slot, idempotency_key = key, decision = why where b.id = moving returning b.id into done_id;
      exception when exclusion_violation then done_id := null;
      end;
    end if;
    if done_id is not null then
      if moving is not null and hold_until is null then update experts x set last_booked_at = at where x.id = one; end if;
      return query select case when hold_until is null then 'booked' else 'held' end, done_id, one; return;
    end if;
    -- The expert is free, by our own lock: so the candidate is not.
    return query select 'candidate_busy', null::uuid, null::uuid; return;
  end loop;

  if exists (select 1 from bookings b where b.candidate_id = the_candidate and b.status = 'confirmed' and b.id is distinct from moving
             and b.during && slot) then
    return query select 'candidate_busy', null::uuid, null::uuid; return;
  end if;
  -- Who was passed over only because somebody books them now may yet stay free.
  return query select case when passed_over then 'retry' else 'full' end, null::uuid, null::uuid;
end $$;
grant execute on function book_slot to interviewvector_service;

-- Ends holds that ran out. Experts who are being booked at this moment are left to whoever books them, or to the next time.
create function end_holds(at timestamptz) returns integer language plpgsql as $$
declare
  ended integer;
begin
  with locked as (
    select x.id from experts x
    where x.id in (select b.expert_id from bookings b where b.status = 'held' and b.hold_expires_at <= at)
    for no key update skip locked)
  delete from bookings b using locked where b.expert_id = locked.id and b.status = 'held' and b.hold_expires_at <= at;
  get diagnostics ended = row_count;
  return ended;
end $$;

-- The candidate went away from the time that was kept for them. Call it outside of any other lock: it waits for the expert's.
create function release_hold(the_interview uuid) returns boolean language plpgsql as $$
begin
  perform 1 from experts x
    where x.id = (select b.expert_id from bookings b where b.interview_id = the_interview and b.status = 'held') for no key update;
  delete from bookings b where b.interview_id = the_interview and b.status = 'held'
    and b.expert_id in (select x.id from experts x where x.id = b.expert_id for no key update skip locked);
  return found;
end $$;
grant execute on function end_holds, release_hold to interviewvector_service;
