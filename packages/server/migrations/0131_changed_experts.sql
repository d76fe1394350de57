-- Why: which experts changed is asked for every page of times; as a function its plan is kept by the session, and planning was most of
-- what the question cost.
create function changed_experts(since xid8) returns json language plpgsql stable as $$
declare
  changed json;
begin
  select json_agg(json_build_object('id', e.id, 'version', e.version::text, 'active', e.state = 'active')) into changed
    from expert_changes c join experts e on e.id = c.expert_id
    where c.changed_in >= since;
  return changed;
end $$;
revoke execute on function changed_experts from public;
grant execute on function changed_experts to interviewvector_service;
