-- Older code: works.
-- Why: the page on which a candidate chooses a time asked three things side by side. What each costs is mostly the way there and back, and
-- waking a process for it; in one trip they take less of everybody's time, and all three are of one moment.

-- `whole` as interview_whole says it, `situation` as interview_situation does; `experts` who changed since the snapshot `since`, null for
-- nobody, and the snapshot to ask from next time. Nearly always nobody has changed, which the last entry of the index tells: who they are is
-- planned anew for each snapshot, which was most of what the question cost.
create function candidate_look(the_interview uuid, since xid8) returns json language plpgsql stable as $$
declare
  last_change xid8;
begin
  select c.changed_in into last_change from expert_changes c order by c.changed_in desc limit 1;
  return json_build_object('whole', interview_whole(the_interview), 'situation', interview_situation(the_interview),
    'since', pg_snapshot_xmin(pg_current_snapshot())::text,
    'experts', case when last_change < since then null else changed_experts(since) end);
end $$;
revoke execute on function candidate_look from public;
grant execute on function candidate_look to interviewvector_service;
