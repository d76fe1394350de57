-- Why: a booking that went to one expert and not to another must be explained, and what explains it must not change afterwards:
-- hours that were offered, each decision with everybody who was considered, and whom an expert must not meet.

-- Employers of today stand in `employers`; nobody interviews for a former one either.
alter table experts add column former_employers text[] not null default '{}';

-- Hours offered, by UTC day, written down when rules change: who raises their hours today has not offered them last month.
-- From `offer_counted_at` on, the rules as they are say it.
create table expert_offered (
  expert_id uuid not null references experts (id) on delete cascade,
  on_date date not null,
  minutes integer not null check (minutes >= 0),
  primary key (expert_id, on_date)
);
alter table experts add column offer_counted_at timestamptz not null default now();
-- Those who are here already have offered what they offer, as far as anybody knows.
update experts set offer_counted_at = greatest(created_at, now() - interval '56 days');
grant select, insert, update, delete on expert_offered to interviewvector_service;

-- A company or a person that this expert must not interview for, or not interview. Words are compared, so they are kept as written.
create table expert_conflicts (
  id uuid primary key,
  expert_id uuid not null references experts (id) on delete cascade,
  kind text not null check (kind in ('company', 'person')),
  words text not null check (length(words) between 1 and 200),
  reason text not null default '',
  added_by jsonb not null,
  added_at timestamptz not null
);
create index expert_conflicts_expert on expert_conflicts (expert_id);
create trigger conflicts_touch after insert or update or delete on expert_conflicts for each row execute function touch_expert();
grant select, insert, update, delete on expert_conflicts to interviewvector_service;

-- Each decision who gets an interview, as it was made. Only added to. Not a tenant table: it compares experts.
create table assignments (
  id bigint generated always as identity primary key,
  booking_id uuid not null,
  interview_id uuid not null,
  expert_id uuid not null references experts (id),  -- to whom it went
  at timestamptz not null,
  during tstzrange not null,
  named uuid[] not null,                -- the experts who could have had it, or would have with other times
  decision jsonb not null               -- considered experts with figures and reasons; who was not free, who didn't fit
);
create index assignments_at on assignments (at);
create index assignments_interview on assignments (interview_id);
create index assignments_named on assignments using gin (named);
grant select, insert on assignments to interviewvector_service;

-- A trigger, so that no way to a booking can forget it. It decides nothing: the reasons came with the booking.
create function keep_assignment() returns trigger language plpgsql as $$
begin
  if new.status = 'confirmed' and jsonb_exists(new.decision, 'considered')
     and (tg_op = 'INSERT' or old.status <> 'confirmed' or old.expert_id <> new.expert_id or old.during <> new.during) then
    insert into assignments (booking_id, interview_id, expert_id, at, during, named, decision)
      select new.id, new.interview_id, new.expert_id, to_timestamp((new.decision ->> 'at')::double precision / 1000), new.during,
        array(select (one ->> 'expertId')::uuid from jsonb_array_elements((new.decision -> 'considered') || (new.decision -> 'notFree')) one),
        new.decision - 'keys';
  end if;
  return null;
end $$;
create trigger bookings_assignment after insert or update of status, expert_id, during, decision on bookings
  for each row execute function keep_assignment();

-- One person applies at several companies: whoever met them there is found by address.
create index candidates_emails on candidates using gin (emails);

-- Quality is read from what happened.
create index history_quality on history (at) where event in ('didNotCome', 'reportSubmitted', 'expertReplaced', 'expertGaveBack');
