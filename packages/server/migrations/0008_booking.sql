-- Why: one round trip decides a booking. The exclusion constraints are the judge; nothing is checked beforehand that could be raced.
-- Lock order everywhere: the interview's row first (the one door holds it), then experts.

-- Is there room for this expert under their caps on the day and ISO week of `starts`, in their own zone?
create function expert_has_room(the_expert uuid, starts timestamptz, moving uuid) returns boolean language sql stable as $$
  select count(*) filter (where (lower(b.during) at time zone e.zone)::date = (starts at time zone e.zone)::date) < e.max_per_day
     and count(*) filter (where date_trunc('week', lower(b.during) at time zone e.zone) = date_trunc('week', starts at time zone e.zone)) < e.max_per_week
  from experts e
  left join bookings b on b.expert_id = e.id and b.status in ('held', 'confirmed', 'done') and b.id is distinct from moving
    and b.during && tstzrange(starts - interval '9 days', starts + interval '9 days')
  where e.id = the_expert
  group by e.id
$$;

-- Books, or moves, one interview to [starts, ends) with the first expert of `ranked` who can take it.
-- outcome: 'booked' (booking and expert filled in) | 'full' (nobody of the list is free) | 'candidate_busy' (the candidate has
-- another interview then) | 'retry' (somebody else holds a lock on the remaining experts: ask again in a few milliseconds).
-- `moving`: booking of this interview that changes its time in place, or null. `buffer_*` are re-checked here, under the lock.
create function book_slot(
  new_id uuid, moving uuid, the_interview uuid, the_candidate uuid, the_company uuid,
  starts timestamptz, ends timestamptz, buffer_before interval, buffer_after interval,
  ranked uuid[], key text, at timestamptz, hold_until timestamptz, why jsonb)
returns table (outcome text, booking_id uuid, expert_id uuid) language plpgsql as $$
declare
  tried uuid[] := '{}';
  chosen uuid;
  done_id uuid;
  slot tstzrange := tstzrange(starts, ends);
  new_status text := case when hold_until is null then 'confirmed' else 'held' end;
begin
  select b.id, b.expert_id into done_id, chosen from bookings b
    where b.idempotency_key = key and b.status in ('held', 'confirmed') and b.during = slot;
  if found then
    if hold_until is null then update bookings b set status = 'confirmed', hold_expires_at = null where b.id = done_id; end if;
    return query select 'booked', done_id, chosen; return;
  end if;

  -- Expired holds in the way, and this candidate's own holds, are nobody's any more.
  update bookings b set status = 'released', hold_expires_at = null
    where b.status = 'held' and (b.hold_expires_at <= at or b.candidate_id = the_candidate) and b.during && slot
      and (b.expert_id = any (ranked) or b.candidate_id = the_candidate);
  -- The key of a released booking is free again (the same interview books, cancels and books the same time).
  update bookings b set idempotency_key = key || ':' || b.id where b.idempotency_key = key and b.status in ('released', 'done');

  -- A move also frees the old expert, whose row is then touched. It is locked first, and it is the only lock that is waited
  -- for: two moves in opposite directions can't wait for each other.
  if moving is not null then
    perform 1 from experts e where e.id = (select b.expert_id from bookings b where b.id = moving) for no key update;
  end if;

  loop
    chosen := null;
    select e.id into chosen from experts e
      where e.id = any (ranked) and e.id <> all (tried) and e.state = 'active'
        and not exists (select 1 from bookings b where b.expert_id = e.id and b.status in ('held', 'confirmed') and b.id is distinct from moving
                        and b.during && tstzrange(starts - buffer_before, ends + buffer_after))
        and expert_has_room(e.id, starts, moving)
      order by array_position(ranked, e.id)
      limit 1 for no key update of e skip locked;
    if chosen is null then
      if exists (select 1 from bookings b where b.candidate_id = the_candidate and b.status in ('held', 'confirmed')
                 and b.id is distinct from moving and b.during && slot) then
        return query select 'candidate_busy', null::uuid, null::uuid; return;
      end if;
      -- Somebody eligible may only be locked by a booking under way: that one may yet fail.
      if exists (select 1 from experts e where e.id = any (ranked) and e.id <> all (tried) and e.state = 'active'
                 and not exists (select 1 from bookings b where b.expert_id = e.id and b.status in ('held', 'confirmed') and b.id is distinct from moving
                                 and b.during && tstzrange(starts - buffer_before, ends + buffer_after))
                 and expert_has_room(e.id, starts, moving)) then
        return query select 'retry', null::uuid, null::uuid; return;
      end if;
      return query select 'full', null::uuid, null::uuid; return;
    end if;

    -- Room was judged before the lock was ours: judge again under it.
    if not expert_has_room(chosen, starts, moving) or exists (
        select 1 from bookings b where b.expert_id = chosen and b.status in ('held', 'confirmed') and b.id is distinct from moving
          and b.during && tstzrange(starts - buffer_before, ends + buffer_after)) then
      tried := tried || chosen; continue;
    end if;

    if moving is null then
      insert into bookings (id, expert_id, candidate_id, company_id, interview_id, status, during, hold_expires_at, idempotency_key, decision, created_at)
        values (new_id, chosen, the_candidate, the_company, the_interview, new_status, slot, hold_until, key, why, at)
        on conflict do nothing returning id into done_id;
    else
      begin
        update bookings b set expert_id = chosen, during = slot, idempotency_key = key, decision = why, status = 'confirmed', hold_expires_at = null
          where b.id = moving returning b.id into done_id;
      exception when exclusion_violation then done_id := null;
      end;
    end if;
    if done_id is not null then
      update experts e set last_booked_at = at where e.id = chosen;
      return query select 'booked', done_id, chosen; return;
    end if;
    tried := tried || chosen;
  end loop;
end $$;
grant execute on function book_slot to interviewvector_service;
