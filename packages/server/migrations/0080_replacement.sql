-- Why: an expert who drops out is replaced. Experts on standby for a day, open shifts that experts take, and the drafts of those who had begun.
create table standby (
  id uuid primary key,
  expert_id uuid not null references experts (id) on delete cascade,
  during tstzrange not null check (not isempty(during)),
  created_at timestamptz not null,
  exclude using gist (expert_id with =, during with &&)
);
create table shifts (
  id uuid primary key,
  during tstzrange not null check (not isempty(during)),
  wanted integer not null check (wanted > 0),
  category text,                        -- null: any
  note text not null default '',
  created_at timestamptz not null,
  closed_at timestamptz
);
create index shifts_during on shifts using gist (during);
create table shift_takers (
  shift_id uuid not null references shifts (id) on delete cascade,
  expert_id uuid not null references experts (id) on delete cascade,
  opened jsonb not null,                -- [{onDate, before: intervals or null, added: interval}]: what giving back closes again
  taken_at timestamptz not null,
  primary key (shift_id, expert_id)
);
create index shift_takers_expert on shift_takers (expert_id);
grant select, insert, update, delete on standby, shifts, shift_takers to interviewvector_service;

-- A report belongs to who holds the interview last. What an earlier holder had already written is evidence and is kept.
create table set_aside_drafts (
  id uuid primary key,
  company_id uuid not null references companies (id),
  interview_id uuid not null,
  expert_id uuid not null references experts (id),
  draft jsonb not null,
  saved_at timestamptz,
  set_aside_at timestamptz not null,
  foreign key (company_id, interview_id) references interviews (company_id, id)
);
create index set_aside_drafts_interview on set_aside_drafts (interview_id);
select make_tenant_table('set_aside_drafts');
