-- Why: what bounds the time of one interview is asked for every page of times. As a function its plan is kept by the session, and
-- planning was most of what the question cost. It reads; what follows from it is decided in scheduling/situation.ts.
create function interview_situation(the_interview uuid) returns jsonb language plpgsql stable as $$
declare
  found_row jsonb;
begin
  select jsonb_build_object(
      'companyId', i.company_id, 'candidateId', i.candidate_id, 'state', i.state, 'extraMinutes', i.extra_minutes,
      'latestAt', extract(epoch from i.latest_at) * 1000, 'ranges', i.proposal -> 'ranges',
      'bookingId', i.booking_id, 'expertId', i.expert_id,
      'startAt', extract(epoch from i.starts_at) * 1000, 'endAt', extract(epoch from i.ends_at) * 1000,
      'companyName', c.name, 'candidateName', k.name, 'emails', to_jsonb(k.emails),
      'positionState', p.state, 'category', p.category, 'seniority', p.seniority, 'skills', to_jsonb(p.skills),
      'languages', to_jsonb(p.languages), 'settings', p.settings, 'durationMinutes', r.duration_minutes,
      -- What the candidate has with us, at this interview and others.
      'bookings', (
        select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'interviewId', b.interview_id, 'expertId', b.expert_id, 'status', b.status,
          'fromMs', extract(epoch from lower(b.during)) * 1000, 'toMs', extract(epoch from upper(b.during)) * 1000,
          'expiresMs', extract(epoch from b.hold_expires_at) * 1000, 'wantedAt', b.decision -> 'startAt')), '[]')
        from bookings b where b.candidate_id = i.candidate_id and b.status in ('held', 'confirmed', 'done')),
      'earlier', (
        select coalesce(jsonb_agg(jsonb_build_object('event', h.event, 'party', h.details -> 'party', 'from', h.details -> 'fromExpertId',
          'expertId', h.details -> 'booking' -> 'expertId') order by h.id), '[]')
        from history h where h.interview_id = i.id
          and h.event in ('slotBooked', 'expertReplaced', 'expertGaveBack', 'didNotCome', 'brokeOff')),
      -- One person applies at several companies: who met them there, by address, meets them no more. Nothing but experts' ids comes back.
      'metElsewhere', (
        select coalesce(jsonb_agg(distinct b.expert_id), '[]') from candidates o join bookings b on b.candidate_id = o.id
        where o.id <> k.id and o.emails && k.emails and b.status in ('confirmed', 'done')))
    into found_row
    from interviews i
    join positions p on p.id = i.position_id
    join companies c on c.id = i.company_id
    join candidates k on k.id = i.candidate_id
    left join rounds r on r.id = i.round_id
    where i.id = the_interview;
  return found_row;
end $$;
grant execute on function interview_situation to interviewvector_service;
create index bookings_candidate on bookings (candidate_id);
