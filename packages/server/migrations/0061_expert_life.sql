-- Why: an expert's way from applying to leaving, with who moved them and why; and what they have earned, entry by entry.

-- Files that people send us; the bytes lie in the file store (FILES_URL) under the id.
create table files (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  content_type text not null,
  size integer not null check (size > 0),
  sha256 bytea not null,
  created_at timestamptz not null
);
grant select, insert, delete on files to interviewvector_service;

create table expert_applications (
  expert_id uuid primary key references experts (id) on delete cascade,
  years integer not null check (years between 0 and 60),
  linkedin_url text,
  words text not null default '',
  cv_file_id uuid references files (id),
  at timestamptz not null
);
grant select, insert, update, delete on expert_applications to interviewvector_service;

-- Only added to. `from_state` null: how they came.
create table expert_moves (
  id bigint generated always as identity primary key,
  expert_id uuid not null references experts (id) on delete cascade,
  from_state text,
  to_state text not null,
  reason text not null default '',
  actor jsonb not null,
  at timestamptz not null
);
create index expert_moves_expert on expert_moves (expert_id, id);
grant select, insert on expert_moves to interviewvector_service;

-- Skills, or higher levels, that an expert claims and an operator has not confirmed: [{skill, level}].
alter table experts add column skills_claimed jsonb not null default '[]';
alter table experts add column linkedin_url text;

-- What is paid from when on; a row for one expert goes before the row for everybody. Amounts in the currency's smallest unit. Only added to.
create table rates (
  id uuid primary key,
  number bigint generated always as identity,  -- of two for the same time the later one holds
  expert_id uuid references experts (id) on delete cascade,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  interview integer not null check (interview >= 0),
  late_cancellation integer not null check (late_cancellation >= 0),
  candidate_no_show integer not null check (candidate_no_show >= 0),
  valid_from timestamptz not null,
  actor jsonb not null,
  at timestamptz not null
);
create index rates_expert on rates (expert_id, valid_from desc);
grant select, insert on rates to interviewvector_service;

-- The ledger: one entry for each thing that is paid. `amount` null: no rate was set for that time yet; it is filled in when one is.
create table earnings (
  id uuid primary key,
  expert_id uuid not null references experts (id),
  interview_id uuid not null,
  booking_id uuid not null,
  kind text not null check (kind in ('interview', 'interrupted', 'candidate_no_show', 'late_cancellation')),
  start_at timestamptz not null,
  at timestamptz not null,
  amount integer,
  currency text,
  check ((amount is null) = (currency is null)),
  unique (booking_id, expert_id, kind)
);
create index earnings_expert on earnings (expert_id, start_at);
create index earnings_start on earnings (start_at);
grant select, insert, update on earnings to interviewvector_service;
