-- Why: when a posting loses its tag or is closed, what is booked goes on and the recruiter is asked whether to cancel it; who chooses waits, without losing time.
alter table interviews add column posting_question jsonb; -- {cause, endedAt, answer: {by, at} or null}

-- Since when no time can be chosen: paused, or without its posting. Null while the position is active or was never set up.
alter table positions add column held_since timestamptz;
update positions set held_since = now() where state = 'paused' or state = 'inactive' and state_before_inactive in ('active', 'paused');
