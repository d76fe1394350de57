-- Why: the ledger. What is still owed to the outside world, and what became of it. Our outbox, job queue and timer.
create table effects (
  id uuid primary key,
  seq bigint generated always as identity,
  kind text not null,
  key text not null unique,
  company_id uuid references companies (id),
  connection_id uuid references connections (id),
  interview_id uuid,
  version integer,                      -- of the interview's event that asked for it
  lane text not null,
  payload jsonb not null default '{}',
  request jsonb,                        -- what the first attempt sent, so that a repeat is the same (mail)
  run_after timestamptz not null,       -- business time: the injected clock
  not_before timestamptz not null default now(), -- database time: back-off and quiet period
  state text not null default 'pending' check (state in ('pending', 'running', 'unsure', 'done', 'dead', 'skipped')),
  attempt integer not null default 0,   -- the fence
  failures integer not null default 0,
  owner bigint,                         -- advisory lock key of the process that runs it
  lease_until timestamptz,              -- database time
  was_unsure boolean not null default false,
  external_id text,
  outcome text,                         -- one line for the timeline
  last_error jsonb,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((state = 'running') = (lease_until is not null))
);
create index effects_due on effects (run_after, seq) where state in ('pending', 'unsure');
create index effects_lane on effects (lane, seq) where state in ('pending', 'running', 'unsure');
create index effects_running on effects (lease_until) where state = 'running';
create index effects_interview on effects (interview_id, seq);
create index effects_state on effects (state, kind);
alter table effects enable row level security;
alter table effects force row level security;
create policy company on effects to interviewvector_company using (company_id = current_company());
create policy service on effects to interviewvector_service using (true) with check (true);
grant select on effects to interviewvector_company;
grant select, insert, update, delete on effects to interviewvector_service;

create table effect_attempts (
  effect_id uuid not null references effects (id) on delete cascade,
  attempt integer not null,
  began_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'found', 'not_applied', 'unsure', 'later', 'dead', 'skipped')),
  detail jsonb,
  by_owner bigint,
  primary key (effect_id, attempt)
);
grant select, insert, update, delete on effect_attempts to interviewvector_service;

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  company_id uuid,
  actor jsonb not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}'
);
grant select, insert on audit_log to interviewvector_service;
