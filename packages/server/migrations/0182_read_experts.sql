-- Older code: works.
-- Why: whoever booked or changed something of an expert made each process ask nine questions about that expert, side by side over as many
-- connections, while pages of times waited for all of them. One question, planned once per connection, answers all of it as of one moment.

-- Milliseconds since the epoch, as everything outside of the database counts; null stays null.
create function epoch_ms(at timestamptz) returns bigint language sql stable as $$ select floor(extract(epoch from at) * 1000)::bigint $$;

-- The experts with these ids as the slot engine wants them; lists that hold nothing are null. Busy times and calendars within [from_at, to_at); bookings
-- that end after `booked_after` or were made since `made_from`; offered hours from the day `offered_from` on.
create function read_experts(ids uuid[], from_at timestamptz, to_at timestamptz, booked_after timestamptz, made_from timestamptz, offered_from date)
returns json language plpgsql stable as $$
declare
  found_rows json;
begin
  select json_agg(json_build_object(
      'id', e.id, 'version', c.version::text, 'name', e.name, 'zone', e.zone, 'meetingUrl', e.meeting_url,
      'categories', to_json(e.categories), 'roles', to_json(e.roles), 'languages', to_json(e.languages),
      'employers', to_json(e.employers || e.former_employers), 'skills', e.skills, 'lastBookedAt', epoch_ms(c.last_booked_at),
      'perDay', e.max_per_day, 'perWeek', e.max_per_week, 'noticeMinutes', e.notice_minutes, 'countedAt', epoch_ms(e.offer_counted_at),
      'weekly', (
        select json_agg(json_build_object('weekday', h.weekday, 'fromMinute', h.from_minute, 'toMinute', h.to_minute))
        from expert_hours h where h.expert_id = e.id),
      'overrides', (
        select json_agg(json_build_object('onDate', o.on_date, 'intervals', o.intervals)) from expert_overrides o where o.expert_id = e.id),
      'timeOff', (
        select json_agg(json_build_object('fromMs', epoch_ms(lower(t.during)), 'toMs', epoch_ms(upper(t.during))))
        from expert_time_off t where t.expert_id = e.id),
      'bookings', (
        select json_agg(json_build_object('id', b.id, 'startAt', epoch_ms(lower(b.during)), 'endAt', epoch_ms(upper(b.during)),
          'madeAt', epoch_ms(b.created_at), 'heldUntil', epoch_ms(b.hold_expires_at)))
        from bookings b where b.expert_id = e.id and b.status in ('held', 'confirmed', 'done')
          and (upper(b.during) > booked_after or b.created_at >= made_from)),
      'offered', (
        select json_agg(json_build_object('onDate', d.on_date, 'minutes', d.minutes))
        from expert_offered d where d.expert_id = e.id and d.on_date >= offered_from),
      'conflicts', (
        select json_agg(json_build_object('kind', x.kind, 'words', x.words)) from expert_conflicts x where x.expert_id = e.id),
      'busy', (
        select json_agg(json_build_object('fromMs', epoch_ms(lower(r)), 'toMs', epoch_ms(upper(r))))
        from (select range_agg(b.during) as during from expert_busy b join calendars k on k.id = b.calendar_id
              where b.expert_id = e.id and k.counts and b.during && tstzrange(from_at, to_at)) merged, unnest(merged.during) r),
      'calendars', (
        select json_agg(json_build_object('isWorking', s.state = 'working', 'readAt', epoch_ms(s.read_at),
          'readUntil', epoch_ms(s.read_until), 'isSameZone', s.read_zone is not distinct from e.zone))
        from calendar_sources s where s.expert_id = e.id and exists (select from calendars k where k.source_id = s.id and k.counts))))
    into found_rows
    from experts e join expert_changes c on c.expert_id = e.id
    where e.id = any (ids);
  return found_rows;
end $$;
revoke execute on function read_experts from public;
grant execute on function read_experts to interviewvector_service;
