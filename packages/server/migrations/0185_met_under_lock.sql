-- Older code: works.
-- Why: two interviews of one candidate that were booked at the same moment could go to the same expert. Whom the candidate meets already was read before
-- the candidate's lock was ours, and not looked at again under it.

-- Books, moves or keeps one interview at [starts, ends) with the first expert of `ranked` who can take it.
-- outcome: 'booked' | 'held' (booking and expert filled in) | 'full' (nobody of the list is free) | 'candidate_busy' (the candidate has
-- another interview then) | 'not_held' (a time that overlaps the interview's own booking can't be kept apart from it; booking it can
-- still work) | 'retry' (somebody else holds a lock on the remaining experts: ask again in a few milliseconds).
-- `moving`: booking of this interview that changes its time, or null. `hold_until`: null books, else it keeps the time until then.
-- `zones` with `days` and `weeks`: the day and week of `starts` in each zone of the ranked.
-- Locks are taken in the order interview (the one door holds it), candidate, experts. Only the experts who already have a row of this
-- candidate are waited for, in the order of their ids; all others are skipped while locked, so nobody waits in a circle. A row of
-- bookings is made or moved under its candidate's and its expert's lock only: so whatever the constraints would refuse has been seen here
-- before, and `on conflict do nothing`, which looks at each of them twice, is not needed. Should one refuse all the same, the call fails
-- and nothing is booked.
create or replace function book_slot(
  new_id uuid, moving uuid, the_interview uuid, the_candidate uuid, the_company uuid,
  starts timestamptz, ends timestamptz, buffer_before interval, buffer_after interval,
  ranked uuid[], key text, at timestamptz, hold_until timestamptz, why jsonb,
  zones text[] default '{}', days tstzrange[] default '{}', weeks tstzrange[] default '{}',
  out outcome text, out booking_id uuid, out expert_id uuid)
language plpgsql
-- Each question here has an index. A plan that was made while the table was small reads all of it, for as long as the connection keeps
-- it: 1,800 bookings later a booking took twice as long. And no plan gets better by knowing the values: making one costs five bookings.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  slot tstzrange := tstzrange(starts, ends);
  own_expert uuid;                      -- of the booking that moves
  own_during tstzrange;
  kept record;                          -- this interview's hold
  same record;                          -- the booking of this key
  has_key boolean;
  has_hold boolean;
  is_busy boolean;
  met uuid[];                           -- experts of the candidate's other interviews, held or ahead
  around tstzrange := tstzrange(starts - buffer_before, ends + buffer_after);
  taken uuid[];                         -- of the ranked, who has something else then
  one uuid;
  e record;
  found_there record;                   -- what the expert has already, looked at under the lock
  place integer;
  day tstzrange;
  week tstzrange;
  span tstzrange;
  passed_over boolean := false;
  reasons constant text[] := '{considered,notFree,unfit}';
begin
  -- An expression, and not a statement: what is read next sees whatever was committed while this waited.
  if pg_advisory_xact_lock(hashtextextended(the_candidate::text, 81)) is null then return; end if;
  select coalesce(bool_or(b.idempotency_key = key), false), coalesce(bool_or(b.status = 'held'), false),
      coalesce(bool_or(b.status = 'confirmed' and b.id is distinct from moving and b.during && slot), false),
      array_agg(b.expert_id) filter (where b.interview_id <> the_interview and b.status in ('confirmed', 'done'))
    into has_key, has_hold, is_busy, met from bookings b where b.candidate_id = the_candidate;
  if has_key then
    select b.id, b.expert_id, b.status, b.during into same from bookings b where b.idempotency_key = key;
    if same.status = 'confirmed' and same.during = slot then
      outcome := 'booked'; booking_id := same.id; expert_id := same.expert_id; return;
    end if;
    -- The key of a released booking is free again (the same interview books, cancels and books the same time).
    if same.id is distinct from moving then
      update bookings b set idempotency_key = key || ':' || b.id where b.id = same.id and b.status in ('released', 'done');
    end if;
  end if;

  if moving is not null then
    select b.expert_id, b.during into own_expert, own_during from bookings b where b.id = moving;
  end if;
  if moving is not null or has_hold then
    -- The wide rows first, as whoever changes an expert takes them: a narrow row that is changed twice in one transaction asks for its wide one.
    perform 1 from experts x
      where x.id = any (own_expert || array(select b.expert_id from bookings b where b.candidate_id = the_candidate and b.status = 'held'))
      order by x.id for key share;
    perform 1 from expert_changes c
      where c.expert_id = any (own_expert || array(select b.expert_id from bookings b where b.candidate_id = the_candidate and b.status = 'held'))
      order by c.expert_id for no key update;
    -- What was kept for this interview, or for this candidate at this time, makes way; its expert is asked first.
    select b.expert_id, b.during, b.hold_expires_at into kept from bookings b where b.interview_id = the_interview and b.status = 'held';
    if found and kept.hold_expires_at > at and kept.during && slot and kept.expert_id = any (ranked) and hold_until is null then
      ranked := kept.expert_id || array_remove(ranked, kept.expert_id);
    end if;
    delete from bookings b where b.candidate_id = the_candidate and b.status = 'held' and (b.interview_id = the_interview or b.during && slot)
      and b.expert_id in (select c.expert_id from expert_changes c where c.expert_id = b.expert_id for no key update skip locked);
  end if;

  if is_busy then outcome := 'candidate_busy'; return; end if;

  -- Without a lock, so that experts who are booked are not locked against others for nothing. Only bookings change from one second to the
  -- next; for all else the list that was handed in is good enough a look.
  -- In words that only the expert's own index answers: the others would look at everybody who is booked then.
  select array_agg(b.expert_id) into taken from bookings b
    where b.expert_id = any (ranked) and lower(b.during) >= lower(around) - interval '24 hours' and lower(b.during) < upper(around)
      and upper(b.during) > lower(around) and b.id is distinct from moving
      and b.status not in ('released', 'done') and (b.status <> 'held' or b.hold_expires_at > at);
  foreach one in array ranked loop
    continue when one = any (taken) or one = any (met);
    -- The narrow row is the lock. The wide one is only kept from being read in an older version, or from going away.
    select x.state, x.zone, x.max_per_day, x.max_per_week into e from expert_changes c join experts x on x.id = c.expert_id
      where c.expert_id = one for no key update of c skip locked for key share of x skip locked;
    if not found then passed_over := true; continue; end if;
    continue when e.state <> 'active';
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
    -- The lock is ours, and this statement sees what was committed before it was: this is what decides. No buffer is kept from an
    -- absence: it only ends the hours.
    select bool_or(b.status <> 'done' and (b.status = 'confirmed' or b.hold_expires_at > at) and b.during && around) as near,
        bool_or(b.status = 'held' and b.hold_expires_at <= at and b.during && slot) as run_out,
        count(*) filter (where (b.status <> 'held' or b.hold_expires_at > at) and lower(b.during) <@ day) as on_day,
        count(*) filter (where (b.status <> 'held' or b.hold_expires_at > at) and lower(b.during) <@ week) as in_week,
        exists (select from expert_time_off o where o.expert_id = one and o.during && slot)
          or exists (select from expert_busy x where x.expert_id = one and x.during && around
                     and (select c.counts from calendars c where c.id = x.calendar_id)) as away
      into found_there from bookings b
      where b.expert_id = one and b.status in ('held', 'confirmed', 'done') and b.id is distinct from moving
        and lower(b.during) >= least(lower(week), lower(around) - interval '24 hours') and lower(b.during) < greatest(upper(week), upper(around));
    continue when found_there.near or found_there.away or found_there.on_day >= e.max_per_day or found_there.in_week >= e.max_per_week;

    span := slot;
    if hold_until is not null and moving is not null and own_during && slot then
      -- The part outside the own booking is what somebody else could take; with another expert, that would not be enough.
      if one <> own_expert or (starts < lower(own_during) and ends > upper(own_during)) then
        outcome := 'not_held'; return;
      end if;
      span := slot - own_during;
      if isempty(span) then outcome := 'not_held'; return; end if;
    end if;
    if found_there.run_out then
      -- Holds that ran out are still in the way of the constraint; the lock on their expert is ours.
      delete from bookings b where b.expert_id = one and b.status = 'held' and b.hold_expires_at <= at and b.during && span;
    end if;
    if moving is null or hold_until is not null then
      insert into bookings (id, expert_id, candidate_id, company_id, interview_id, status, during, hold_expires_at, idempotency_key, decision, created_at)
        values (new_id, one, the_candidate, the_company, the_interview,
                case when hold_until is null then 'confirmed' else 'held' end, span, hold_until, key, why - reasons, at);
      booking_id := new_id;
    else
      update bookings b set expert_id = one, during = slot, idempotency_key = key, decision = why - reasons where b.id = moving;
      update expert_changes c set last_booked_at = at where c.expert_id = one;
      booking_id := moving;
    end if;
    if hold_until is null and jsonb_exists(why, 'considered') and (moving is null or one <> own_expert or slot <> own_during) then
      insert into assignments (booking_id, interview_id, expert_id, at, during, named, decision)
        values (booking_id, the_interview, one, to_timestamp((why ->> 'at')::double precision / 1000), slot,
          array(select (x ->> 'expertId')::uuid from jsonb_array_elements((why -> 'considered') || (why -> 'notFree')) x), why - 'keys');
    end if;
    outcome := case when hold_until is null then 'booked' else 'held' end;
    expert_id := one;
    return;
  end loop;
  -- Who was passed over only because somebody books them now may yet stay free.
  outcome := case when passed_over then 'retry' else 'full' end;
end $$;
