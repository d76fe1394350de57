-- Why: no candidate is reminded to book twice within twenty hours, whatever was held up or began again meanwhile.
alter table interviews add column reminded_at timestamptz;

-- Reminders that were planned before say now whom they go to.
update effects set payload = jsonb_set(payload, '{event,to}', '{"party": "both"}')
where kind = 'interview.timer' and payload -> 'event' ->> 'type' = 'interviewReminderDue' and not payload -> 'event' ? 'to';
