-- Why: a company's connection to its ATS, the webhooks that lead in, the deliveries that came, the postings that we know of.
create table connections (
  id uuid primary key,
  company_id uuid not null references companies (id),
  ats text not null check (ats in ('lever')),
  environment text not null check (environment in ('production', 'sandbox')),
  kind text not null check (kind in ('oauth', 'api_key')),
  -- state: connected; broken = the ATS refused our credentials (work is parked); disconnected = the company ended it
  state text not null check (state in ('connected', 'broken', 'disconnected')),
  account_id text,
  account_name text,
  secrets bytea not null,              -- AES-256-GCM, see crypt.ts: API key, or access and refresh token
  token_expires_at timestamptz,
  token_refreshed_at timestamptz,
  scopes text[] not null default '{}',
  stage_name text not null default 'InterviewVector',
  posting_tag text not null default 'InterviewVector',
  stage_id text,
  acting_user jsonb,                   -- {id, name, username, email} of the ATS user we act as
  feedback_template jsonb,             -- {id, name}
  preflight jsonb not null default '{}',
  broken_reason text,
  broken_at timestamptz,
  last_event_at timestamptz,
  last_write_at timestamptz,
  last_poll_at timestamptz,
  poll_cursor_at timestamptz,
  last_poll_error text,
  created_by text,
  created_at timestamptz not null default now(),
  disconnected_at timestamptz,
  unique (company_id, id)
);
create index connections_company on connections (company_id);
select make_tenant_table('connections');

-- One bucket per connection, shared by all processes; judged by the database's clock.
create table rate_buckets (
  connection_id uuid primary key references connections (id) on delete cascade,
  tokens double precision not null,
  refilled_at timestamptz not null default clock_timestamp()
);
grant select, insert, update, delete on rate_buckets to interviewvector_service;

-- Takes one token; returns 0 when taken, else the milliseconds until one will be there.
create function take_token(the_connection uuid, rate_per_s double precision, burst double precision) returns integer language plpgsql as $$
declare bucket rate_buckets; available double precision; at timestamptz;
begin
  insert into rate_buckets (connection_id, tokens) values (the_connection, burst) on conflict do nothing;
  select * into bucket from rate_buckets where connection_id = the_connection for update;
  at := clock_timestamp();
  available := least(burst, bucket.tokens + extract(epoch from at - bucket.refilled_at) * rate_per_s);
  if available >= 1 then
    update rate_buckets set tokens = available - 1, refilled_at = at where connection_id = the_connection;
    return 0;
  end if;
  update rate_buckets set tokens = available, refilled_at = at where connection_id = the_connection;
  return ceil((1 - available) / rate_per_s * 1000);
end $$;

create table webhooks (
  id uuid primary key,
  company_id uuid not null references companies (id),
  connection_id uuid not null,
  key text not null unique check (length(key) >= 22),
  event text not null,
  made_by text not null check (made_by in ('api', 'person')),
  ats_webhook_id text,
  secret bytea,                        -- signature token, encrypted; null until it is pasted or created
  tested_at timestamptz,               -- first valid test delivery
  seen_at timestamptz,                 -- first real delivery
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  foreign key (company_id, connection_id) references connections (company_id, id)
);
create unique index webhooks_one_per_event on webhooks (connection_id, event) where removed_at is null;
select make_tenant_table('webhooks');

create table deliveries (
  id uuid primary key,
  company_id uuid not null references companies (id),
  connection_id uuid not null,
  webhook_id uuid references webhooks (id),
  -- how we learned of it: a webhook, the reconciling poll, a person (re-trigger, activation), or our own second look
  source text not null check (source in ('webhook', 'poll', 'person', 'again')),
  event text not null,
  token text not null,
  triggered_at timestamptz not null,
  received_at timestamptz not null,
  opportunity_id text,
  data jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'handled', 'ignored', 'failed', 'test')),
  reason text,
  interview_id uuid,
  handled_at timestamptz,
  foreign key (company_id, connection_id) references connections (company_id, id),
  unique (connection_id, token)
);
create index deliveries_waiting on deliveries (connection_id, opportunity_id) where state = 'waiting';
create index deliveries_recent on deliveries (company_id, received_at desc);
select make_tenant_table('deliveries');

-- What was refused at the door: counted, never stored.
create table refused_deliveries (
  day date not null,
  reason text not null,
  count bigint not null default 0,
  primary key (day, reason)
);
grant select, insert, update on refused_deliveries to interviewvector_service;

create table postings (
  connection_id uuid not null,
  posting_id text not null,
  company_id uuid not null references companies (id),
  title text not null,
  state text not null,
  tagged boolean not null,
  team text,
  location text,
  owner jsonb,
  url text,
  confidential boolean not null default false,
  read_at timestamptz not null,
  primary key (connection_id, posting_id),
  foreign key (company_id, connection_id) references connections (company_id, id)
);
create index postings_company on postings (company_id);
select make_tenant_table('postings');

-- Consents under way: bound to the person and company that began them, good once and for ten minutes.
create table oauth_states (
  id uuid primary key,
  company_id uuid not null references companies (id),
  user_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  reconnect uuid,
  expires_at timestamptz not null,
  used_at timestamptz
);
select make_tenant_table('oauth_states');
