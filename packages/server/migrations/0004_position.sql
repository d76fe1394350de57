-- Why: guides (the service's library, versioned), positions (postings that we interview for) and their rounds.
create table guides (
  id uuid primary key,
  name text not null,
  category text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
create table guide_versions (
  guide_id uuid not null references guides (id),
  version integer not null check (version > 0),
  content jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (guide_id, version)
);
grant select on guides, guide_versions to interviewvector_company;
grant select, insert, update, delete on guides, guide_versions to interviewvector_service;

create table positions (
  id uuid primary key,
  company_id uuid not null references companies (id),
  connection_id uuid not null,
  posting_id text not null,
  title text not null,
  state text not null check (state in ('pending', 'active', 'paused', 'inactive')),
  -- set when the tag is gone: what it was before, so that the old configuration is active again when the tag is back
  state_before_inactive text check (state_before_inactive in ('pending', 'active', 'paused')),
  category text,
  role text,
  seniority text,
  skills text[] not null default '{}',
  languages text[] not null default '{en}',
  settings jsonb not null default '{}', -- parsed by domain position/settings.ts
  activated_at timestamptz,
  created_at timestamptz not null default now(),
  unique (company_id, id),
  unique (connection_id, posting_id),
  foreign key (company_id, connection_id) references connections (company_id, id)
);
select make_tenant_table('positions');

create table rounds (
  id uuid primary key,
  company_id uuid not null references companies (id),
  position_id uuid not null,
  number integer not null check (number > 0),
  name text not null,
  guide_id uuid not null references guides (id),
  duration_minutes integer not null check (duration_minutes between 10 and 240),
  removed_at timestamptz,
  unique (company_id, id),
  foreign key (company_id, position_id) references positions (company_id, id)
);
create unique index rounds_number on rounds (position_id, number) where removed_at is null;
select make_tenant_table('rounds');

create table agency_positions (
  company_id uuid not null references companies (id),
  user_id text not null references auth."user" (id),
  position_id uuid not null,
  primary key (company_id, user_id, position_id),
  foreign key (company_id, position_id) references positions (company_id, id)
);
select make_tenant_table('agency_positions');
