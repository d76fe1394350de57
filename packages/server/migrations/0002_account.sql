-- Why: who signs in (schema auth, kept by the sign-in library), which companies there are, and who may do what in them (ours).
create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index session_of_user on auth.session ("userId");
create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index account_of_user on auth.account ("userId");
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);
create table auth.rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);
grant select, insert, update, delete on all tables in schema auth to interviewvector_auth;
grant select on auth."user" to interviewvector_service;


create table companies (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  zone text not null,
  privacy_url text,
  logo bytea check (octet_length(logo) <= 524288),
  logo_type text check (logo_type in ('image/png', 'image/jpeg', 'image/webp')),
  logo_version integer not null default 0,
  created_at timestamptz not null default now()
);
alter table companies enable row level security;
alter table companies force row level security;
create policy company on companies to interviewvector_company using (id = current_company()) with check (id = current_company());
create policy service on companies to interviewvector_service using (true) with check (true);
grant select, update on companies to interviewvector_company;
grant select, insert, update, delete on companies to interviewvector_service;

-- A person's role in one company. People of the service itself (operator, auditor) stand in service_members.
create table memberships (
  company_id uuid not null references companies (id),
  user_id text not null references auth."user" (id),
  role text not null check (role in ('admin', 'recruiter', 'agency')),
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (company_id, user_id)
);
create index memberships_user on memberships (user_id);
select make_tenant_table('memberships');

create table service_members (
  user_id text primary key references auth."user" (id),
  role text not null check (role in ('operator', 'auditor')),
  created_at timestamptz not null default now()
);
grant select, insert, update, delete on service_members to interviewvector_service;

-- Names and addresses of the members of the current company, without opening schema auth to the company's role.
create view company_members with (security_barrier) as
  select m.company_id, m.user_id, m.role, m.created_at, u.name, u.email
  from memberships m join auth."user" u on u.id = m.user_id
  where m.removed_at is null and (m.company_id = current_company());
grant select on company_members to interviewvector_company;

create table api_keys (
  id uuid primary key,
  company_id uuid not null references companies (id),
  name text not null,
  prefix text not null,
  hash bytea not null unique,
  scopes text[] not null default '{read}',
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
select make_tenant_table('api_keys');

-- The view reads with the service's rights (row security binds the tables' owner too) and shows the current company only.
grant create on schema public to interviewvector_service;
alter view company_members owner to interviewvector_service;
revoke create on schema public from interviewvector_service;
