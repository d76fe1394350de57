-- Why: a candidate's page, a mail and a note each asked the same nine questions about one interview, one after another. As one
-- function it is one round trip with a plan that the session keeps. It reads; what follows is decided in interview/. Experts are not in it: they are no company's rows; nor are the words
-- of guides, which never change and may be long.
create function interview_whole(the_interview uuid) returns json language plpgsql stable as $$
declare
  found_row json;
begin
  select json_build_object(
      'interview', to_json(i), 'position', to_json(p),
      'company', json_build_object('id', c.id, 'name', c.name, 'zone', c.zone, 'privacy_url', c.privacy_url,
        'logo_type', c.logo_type, 'logo_version', c.logo_version),
      'candidate', json_build_object('id', k.id, 'name', k.name, 'emails', to_json(k.emails), 'bounced_emails', to_json(k.bounced_emails),
        'zone', k.zone, 'erased', k.erased_at is not null),
      'round', case when r.id is null then null else json_build_object('name', r.name, 'duration_minutes', r.duration_minutes) end,
      'guide_name', g.name,
      'connection', json_build_object('acting_user', n.acting_user, 'status_tags', n.status_tags, 'opportunity_link', n.opportunity_link),
      'posting_owner', o.owner,
      'reports', (
        select json_build_object('submitted', coalesce(max(x.version), 0),
          'released', coalesce(max(x.version) filter (where x.released_at is not null), 0))
        from report_versions x where x.interview_id = i.id))
    into found_row
    from interviews i
    join positions p on p.id = i.position_id
    join companies c on c.id = i.company_id
    join candidates k on k.id = i.candidate_id
    join connections n on n.id = i.connection_id
    left join rounds r on r.id = i.round_id
    left join guides g on g.id = i.guide_id
    left join postings o on o.connection_id = p.connection_id and o.posting_id = p.posting_id
    where i.id = the_interview;
  return found_row;
end $$;
revoke execute on function interview_whole from public;
grant execute on function interview_whole to interviewvector_service, interviewvector_company;
