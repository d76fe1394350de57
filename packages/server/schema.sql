-- The schema after all migrations, printed by scripts/schema.ts. Not edited, not executed: read.

-- Roles

create role interviewvector_auth nologin nobypassrls;

create role interviewvector_company nologin nobypassrls;

create role interviewvector_service nologin nobypassrls;

-- Schemas

create schema auth;
grant usage on schema auth to interviewvector_auth;
grant usage on schema auth to interviewvector_service;

create schema public;
grant usage on schema public to interviewvector_company;
grant usage on schema public to interviewvector_service;
grant usage on schema public to public;

-- Extensions

create extension btree_gist with schema public;

-- Tables

create table auth.account (
  id text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now(),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE,
  constraint account_pkey PRIMARY KEY (id)
);
CREATE INDEX account_of_user ON auth.account USING btree ("userId");
grant delete, insert, select, update on auth.account to interviewvector_auth;

create table auth.rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  "lastRequest" bigint not null,
  constraint rate_limit_pkey PRIMARY KEY (id),
  constraint rate_limit_key_key UNIQUE (key)
);
grant delete, insert, select, update on auth.rate_limit to interviewvector_auth;

create table auth.session (
  id text not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null,
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token)
);
CREATE INDEX session_of_user ON auth.session USING btree ("userId");
grant delete, insert, select, update on auth.session to interviewvector_auth;

create table auth."user" (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now(),
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);
grant delete, insert, select, update on auth."user" to interviewvector_auth;
grant select on auth."user" to interviewvector_service;

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now(),
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);
grant delete, insert, select, update on auth.verification to interviewvector_auth;

create table public.access_codes (
  id uuid not null,
  company_id uuid not null,
  candidate_id uuid not null,
  made_at timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  tries_left integer not null,
  constraint access_codes_tries_left_check CHECK ((tries_left >= 0)),
  constraint access_codes_company_id_candidate_id_fkey FOREIGN KEY (company_id, candidate_id) REFERENCES public.candidates(company_id, id),
  constraint access_codes_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint access_codes_pkey PRIMARY KEY (id)
);
CREATE INDEX access_codes_candidate ON public.access_codes USING btree (candidate_id, made_at DESC);
alter table public.access_codes enable row level security;
alter table public.access_codes force row level security;
create policy company on public.access_codes as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.access_codes as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.access_codes to interviewvector_company;
grant delete, insert, select, update on public.access_codes to interviewvector_service;

create table public.agency_positions (
  company_id uuid not null,
  user_id text not null,
  position_id uuid not null,
  constraint agency_positions_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint agency_positions_company_id_position_id_fkey FOREIGN KEY (company_id, position_id) REFERENCES public.positions(company_id, id),
  constraint agency_positions_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint agency_positions_pkey PRIMARY KEY (company_id, user_id, position_id)
);
alter table public.agency_positions enable row level security;
alter table public.agency_positions force row level security;
create policy company on public.agency_positions as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.agency_positions as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.agency_positions to interviewvector_company;
grant delete, insert, select, update on public.agency_positions to interviewvector_service;

create table public.api_keys (
  id uuid not null,
  company_id uuid not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  scopes text[] not null default '{read}'::text[],
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_hash_key UNIQUE (hash)
);
alter table public.api_keys enable row level security;
alter table public.api_keys force row level security;
create policy company on public.api_keys as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.api_keys as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.api_keys to interviewvector_company;
grant delete, insert, select, update on public.api_keys to interviewvector_service;

create table public.assignments (
  id bigint not null generated always as identity,
  booking_id uuid not null,
  interview_id uuid not null,
  expert_id uuid not null,
  at timestamp with time zone not null,
  during tstzrange not null,
  named uuid[] not null,
  decision jsonb not null,
  constraint assignments_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint assignments_pkey PRIMARY KEY (id)
);
CREATE INDEX assignments_at ON public.assignments USING btree (at);
CREATE INDEX assignments_interview ON public.assignments USING btree (interview_id);
CREATE INDEX assignments_named ON public.assignments USING gin (named);
grant insert, select on public.assignments to interviewvector_service;

create table public.ats_looks (
  interview_id uuid not null,
  company_id uuid not null,
  looked_at timestamp with time zone not null,
  constraint ats_looks_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint ats_looks_pkey PRIMARY KEY (interview_id)
);
CREATE INDEX ats_looks_company ON public.ats_looks USING btree (company_id);
alter table public.ats_looks enable row level security;
alter table public.ats_looks force row level security;
create policy company on public.ats_looks as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.ats_looks as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.ats_looks to interviewvector_company;
grant delete, insert, select, update on public.ats_looks to interviewvector_service;

create table public.audit_log (
  id bigint not null generated always as identity,
  at timestamp with time zone not null,
  company_id uuid,
  actor jsonb not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}'::jsonb,
  constraint audit_log_pkey PRIMARY KEY (id)
);
grant insert, select on public.audit_log to interviewvector_service;

create table public.bookings (
  id uuid not null,
  expert_id uuid not null,
  candidate_id uuid not null,
  company_id uuid not null,
  interview_id uuid not null,
  status text not null,
  during tstzrange not null,
  hold_expires_at timestamp with time zone,
  idempotency_key text not null,
  decision jsonb,
  created_at timestamp with time zone not null,
  constraint bookings_check CHECK (((status = 'held'::text) = (hold_expires_at IS NOT NULL))),
  constraint bookings_during_check CHECK ((NOT isempty(during))),
  constraint bookings_status_check CHECK ((status = ANY (ARRAY['held'::text, 'confirmed'::text, 'released'::text, 'done'::text]))),
  constraint bookings_within_a_day CHECK (((upper(during) - lower(during)) <= '24:00:00'::interval)),
  constraint bookings_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint bookings_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint bookings_pkey PRIMARY KEY (id),
  constraint bookings_idempotency_key_key UNIQUE (idempotency_key),
  constraint bookings_candidate_id_during_excl EXCLUDE USING gist (candidate_id WITH =, during WITH &&) WHERE ((status = ANY (ARRAY['held'::text, 'confirmed'::text]))),
  constraint bookings_expert_id_during_excl EXCLUDE USING gist (expert_id WITH =, during WITH &&) WHERE ((status = ANY (ARRAY['held'::text, 'confirmed'::text])))
);
CREATE INDEX bookings_candidate ON public.bookings USING btree (candidate_id);
CREATE INDEX bookings_expert ON public.bookings USING btree (expert_id, lower(during));
CREATE INDEX bookings_interview ON public.bookings USING btree (interview_id);
CREATE UNIQUE INDEX bookings_one_hold ON public.bookings USING btree (interview_id) WHERE (status = 'held'::text);
CREATE TRIGGER bookings_touch AFTER INSERT OR DELETE OR UPDATE OF expert_id, status, during ON public.bookings FOR EACH ROW EXECUTE FUNCTION public.touch_booked_expert();
CREATE TRIGGER bookings_wake_matching AFTER UPDATE OF status, during, expert_id ON public.bookings FOR EACH ROW WHEN (((old.status = ANY (ARRAY['held'::text, 'confirmed'::text])) AND ((new.status <> ALL (ARRAY['held'::text, 'confirmed'::text])) OR (old.during <> new.during) OR (old.expert_id <> new.expert_id)))) EXECUTE FUNCTION public.wake_matching();
CREATE TRIGGER holds_wake_matching AFTER DELETE ON public.bookings FOR EACH ROW EXECUTE FUNCTION public.wake_matching();
grant delete, insert, select, update on public.bookings to interviewvector_service;

create table public.calendar_entries (
  interview_id uuid not null,
  expert_id uuid not null,
  calendar_id uuid not null,
  href text not null,
  sequence integer not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint calendar_entries_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES public.calendars(id) ON DELETE CASCADE,
  constraint calendar_entries_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint calendar_entries_pkey PRIMARY KEY (interview_id, expert_id, calendar_id)
);
grant delete, insert, select, update on public.calendar_entries to interviewvector_service;

create table public.calendar_objects (
  calendar_id uuid not null,
  href text not null,
  etag text,
  events integer not null,
  soon integer not null,
  goes_on boolean not null,
  unknown_zones text[] not null default '{}'::text[],
  problem jsonb,
  constraint calendar_objects_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES public.calendars(id) ON DELETE CASCADE,
  constraint calendar_objects_pkey PRIMARY KEY (calendar_id, href)
);
grant delete, insert, select, update on public.calendar_objects to interviewvector_service;

create table public.calendar_sources (
  id uuid not null,
  expert_id uuid not null,
  kind text not null,
  provider text not null,
  name text not null,
  host text not null,
  secrets bytea not null,
  state text not null,
  problem jsonb,
  failures integer not null default 0,
  broken_at timestamp with time zone,
  tried_at timestamp with time zone,
  read_at timestamp with time zone,
  read_until timestamp with time zone,
  read_zone text,
  read_rules text,
  etag text,
  last_modified text,
  events integer not null default 0,
  soon integer not null default 0,
  unknown_zones text[] not null default '{}'::text[],
  owners text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  constraint calendar_sources_kind_check CHECK ((kind = ANY (ARRAY['feed'::text, 'caldav'::text]))),
  constraint calendar_sources_provider_check CHECK ((provider = ANY (ARRAY['google'::text, 'outlook'::text, 'apple'::text, 'caldav'::text, 'other'::text]))),
  constraint calendar_sources_state_check CHECK ((state = ANY (ARRAY['new'::text, 'working'::text, 'broken'::text]))),
  constraint calendar_sources_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint calendar_sources_pkey PRIMARY KEY (id)
);
CREATE INDEX calendar_sources_expert ON public.calendar_sources USING btree (expert_id);
CREATE TRIGGER calendar_sources_touch AFTER INSERT OR DELETE OR UPDATE OF state, read_until ON public.calendar_sources FOR EACH ROW EXECUTE FUNCTION public.touch_expert();
grant delete, insert, select, update on public.calendar_sources to interviewvector_service;

create table public.calendars (
  id uuid not null,
  source_id uuid not null,
  url text not null,
  name text not null,
  counts boolean not null,
  receives boolean not null default false,
  may_write boolean not null default false,
  sync_token text,
  ctag text,
  constraint calendars_source_id_fkey FOREIGN KEY (source_id) REFERENCES public.calendar_sources(id) ON DELETE CASCADE,
  constraint calendars_pkey PRIMARY KEY (id),
  constraint calendars_source_id_url_key UNIQUE (source_id, url)
);
CREATE TRIGGER calendars_touch AFTER INSERT OR DELETE OR UPDATE OF counts ON public.calendars FOR EACH ROW EXECUTE FUNCTION public.touch_expert_of_calendar();
grant delete, insert, select, update on public.calendars to interviewvector_service;

create table public.candidates (
  id uuid not null,
  company_id uuid not null,
  connection_id uuid not null,
  contact_id text not null,
  name text not null default ''::text,
  emails text[] not null default '{}'::text[],
  phones jsonb not null default '[]'::jsonb,
  location text not null default ''::text,
  links text[] not null default '{}'::text[],
  has_resume boolean not null default false,
  zone text,
  read_at timestamp with time zone not null,
  bounced_emails text[] not null default '{}'::text[],
  erased_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint candidates_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES public.connections(company_id, id),
  constraint candidates_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint candidates_pkey PRIMARY KEY (id),
  constraint candidates_company_id_id_key UNIQUE (company_id, id),
  constraint candidates_connection_id_contact_id_key UNIQUE (connection_id, contact_id)
);
CREATE INDEX candidates_emails ON public.candidates USING gin (emails);
alter table public.candidates enable row level security;
alter table public.candidates force row level security;
create policy company on public.candidates as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.candidates as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.candidates to interviewvector_company;
grant delete, insert, select, update on public.candidates to interviewvector_service;

create table public.companies (
  id uuid not null,
  name text not null,
  slug text not null,
  zone text not null,
  privacy_url text,
  logo bytea,
  logo_type text,
  logo_version integer not null default 0,
  created_at timestamp with time zone not null default now(),
  constraint companies_logo_check CHECK ((octet_length(logo) <= 524288)),
  constraint companies_logo_type_check CHECK ((logo_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text]))),
  constraint companies_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint companies_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,60}$'::text)),
  constraint companies_pkey PRIMARY KEY (id),
  constraint companies_slug_key UNIQUE (slug)
);
alter table public.companies enable row level security;
alter table public.companies force row level security;
create policy company on public.companies as permissive for all to interviewvector_company using ((id = public.current_company())) with check ((id = public.current_company()));
create policy service on public.companies as permissive for all to interviewvector_service using (true) with check (true);
grant select, update on public.companies to interviewvector_company;
grant delete, insert, select, update on public.companies to interviewvector_service;

create table public.connections (
  id uuid not null,
  company_id uuid not null,
  ats text not null,
  environment text not null,
  kind text not null,
  state text not null,
  account_id text,
  account_name text,
  secrets bytea not null,
  token_expires_at timestamp with time zone,
  token_refreshed_at timestamp with time zone,
  scopes text[] not null default '{}'::text[],
  stage_name text not null default 'InterviewVector'::text,
  posting_tag text not null default 'InterviewVector'::text,
  stage_id text,
  acting_user jsonb,
  feedback_template jsonb,
  preflight jsonb not null default '{}'::jsonb,
  broken_reason text,
  broken_at timestamp with time zone,
  last_event_at timestamp with time zone,
  last_write_at timestamp with time zone,
  last_poll_at timestamp with time zone,
  poll_cursor_at timestamp with time zone,
  last_poll_error text,
  created_by text,
  created_at timestamp with time zone not null default now(),
  disconnected_at timestamp with time zone,
  asked_scopes text[] not null default '{}'::text[],
  connected_at timestamp with time zone not null default now(),
  form_shape bytea,
  access_revoked boolean,
  note_thread boolean not null default false,
  status_tags boolean not null default false,
  opportunity_link boolean not null default false,
  feedback_mapping jsonb not null default '{}'::jsonb,
  stage_missing_since timestamp with time zone,
  gone_stage_ids text[] not null default '{}'::text[],
  constraint connections_ats_check CHECK ((ats = 'lever'::text)),
  constraint connections_environment_check CHECK ((environment = ANY (ARRAY['production'::text, 'sandbox'::text]))),
  constraint connections_kind_check CHECK ((kind = ANY (ARRAY['oauth'::text, 'api_key'::text]))),
  constraint connections_state_check CHECK ((state = ANY (ARRAY['connected'::text, 'broken'::text, 'disconnected'::text]))),
  constraint connections_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint connections_pkey PRIMARY KEY (id),
  constraint connections_company_id_id_key UNIQUE (company_id, id)
);
CREATE INDEX connections_company ON public.connections USING btree (company_id);
alter table public.connections enable row level security;
alter table public.connections force row level security;
create policy company on public.connections as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.connections as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.connections to interviewvector_company;
grant delete, insert, select, update on public.connections to interviewvector_service;

create table public.deliveries (
  id uuid not null,
  company_id uuid not null,
  connection_id uuid not null,
  webhook_id uuid,
  source text not null,
  event text not null,
  token text not null,
  triggered_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  opportunity_id text,
  data jsonb not null,
  state text not null default 'waiting'::text,
  reason text,
  interview_id uuid,
  handled_at timestamp with time zone,
  repeats integer not null default 0,
  reason_code text,
  constraint deliveries_source_check CHECK ((source = ANY (ARRAY['webhook'::text, 'poll'::text, 'person'::text, 'again'::text]))),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'handled'::text, 'ignored'::text, 'failed'::text, 'test'::text]))),
  constraint deliveries_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES public.connections(company_id, id),
  constraint deliveries_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES public.webhooks(id),
  constraint deliveries_pkey PRIMARY KEY (id),
  constraint deliveries_connection_id_token_key UNIQUE (connection_id, token)
);
CREATE INDEX deliveries_opportunity ON public.deliveries USING btree (connection_id, opportunity_id);
CREATE INDEX deliveries_recent ON public.deliveries USING btree (company_id, received_at DESC);
CREATE INDEX deliveries_waiting ON public.deliveries USING btree (connection_id, opportunity_id) WHERE (state = 'waiting'::text);
alter table public.deliveries enable row level security;
alter table public.deliveries force row level security;
create policy company on public.deliveries as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.deliveries as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.deliveries to interviewvector_company;
grant delete, insert, select, update on public.deliveries to interviewvector_service;

create table public.earnings (
  id uuid not null,
  expert_id uuid not null,
  interview_id uuid not null,
  booking_id uuid not null,
  kind text not null,
  start_at timestamp with time zone not null,
  at timestamp with time zone not null,
  amount integer,
  currency text,
  constraint earnings_check CHECK (((amount IS NULL) = (currency IS NULL))),
  constraint earnings_kind_check CHECK ((kind = ANY (ARRAY['interview'::text, 'interrupted'::text, 'candidate_no_show'::text, 'late_cancellation'::text]))),
  constraint earnings_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint earnings_pkey PRIMARY KEY (id),
  constraint earnings_booking_id_expert_id_kind_key UNIQUE (booking_id, expert_id, kind)
);
CREATE INDEX earnings_expert ON public.earnings USING btree (expert_id, start_at);
CREATE INDEX earnings_start ON public.earnings USING btree (start_at);
grant insert, select, update on public.earnings to interviewvector_service;

create table public.effect_attempts (
  effect_id uuid not null,
  attempt integer not null,
  began_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone,
  outcome text,
  detail jsonb,
  by_owner bigint,
  sending_at timestamp with time zone,
  constraint effect_attempts_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'found'::text, 'not_applied'::text, 'unsure'::text, 'later'::text, 'dead'::text, 'skipped'::text]))),
  constraint effect_attempts_effect_id_fkey FOREIGN KEY (effect_id) REFERENCES public.effects(id) ON DELETE CASCADE,
  constraint effect_attempts_pkey PRIMARY KEY (effect_id, attempt)
);
grant delete, insert, select, update on public.effect_attempts to interviewvector_service;

create table public.effects (
  id uuid not null,
  seq bigint not null generated always as identity,
  kind text not null,
  key text not null,
  company_id uuid,
  connection_id uuid,
  interview_id uuid,
  version integer,
  lane text not null,
  payload jsonb not null default '{}'::jsonb,
  request jsonb,
  run_after timestamp with time zone not null,
  not_before timestamp with time zone not null default now(),
  state text not null default 'pending'::text,
  attempt integer not null default 0,
  failures integer not null default 0,
  owner bigint,
  lease_until timestamp with time zone,
  was_unsure boolean not null default false,
  external_id text,
  outcome text,
  last_error jsonb,
  created_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  doubts integer not null default 0,
  failing_since timestamp with time zone,
  constraint effects_check CHECK (((state = 'running'::text) = (lease_until IS NOT NULL))),
  constraint effects_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'running'::text, 'unsure'::text, 'done'::text, 'dead'::text, 'skipped'::text]))),
  constraint effects_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint effects_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES public.connections(id),
  constraint effects_pkey PRIMARY KEY (id),
  constraint effects_key_key UNIQUE (key)
);
CREATE INDEX effects_away ON public.effects USING btree (connection_id, ((last_error ->> 'away'::text))) WHERE ((state = ANY (ARRAY['pending'::text, 'unsure'::text])) AND ((last_error ->> 'away'::text) IS NOT NULL));
CREATE INDEX effects_connection ON public.effects USING btree (connection_id, seq DESC) WHERE (connection_id IS NOT NULL);
CREATE INDEX effects_due_of_company ON public.effects USING btree (company_id, GREATEST(run_after, not_before), seq) WHERE ((state = ANY (ARRAY['pending'::text, 'unsure'::text])) AND (connection_id IS NULL));
CREATE INDEX effects_due_of_connection ON public.effects USING btree (connection_id, GREATEST(run_after, not_before), seq) WHERE ((state = ANY (ARRAY['pending'::text, 'unsure'::text])) AND (connection_id IS NOT NULL));
CREATE INDEX effects_interview ON public.effects USING btree (interview_id, seq);
CREATE INDEX effects_lane ON public.effects USING btree (lane, seq) WHERE (state = ANY (ARRAY['pending'::text, 'running'::text, 'unsure'::text]));
CREATE INDEX effects_old_reads ON public.effects USING btree (company_id, run_after) WHERE ((kind ~~ 'lever.%'::text) AND (state = ANY (ARRAY['done'::text, 'skipped'::text])));
CREATE INDEX effects_old_rounds ON public.effects USING btree (lane, run_after) WHERE ((kind = ANY (ARRAY['calendar.read'::text, 'proposal.match'::text, 'booking.sweep'::text])) AND (state = ANY (ARRAY['done'::text, 'skipped'::text])));
CREATE INDEX effects_running ON public.effects USING btree (lease_until) WHERE (state = 'running'::text);
CREATE INDEX effects_state ON public.effects USING btree (state, kind);
alter table public.effects enable row level security;
alter table public.effects force row level security;
create policy company on public.effects as permissive for all to interviewvector_company using ((company_id = public.current_company()));
create policy service on public.effects as permissive for all to interviewvector_service using (true) with check (true);
grant select on public.effects to interviewvector_company;
grant delete, insert, select, update on public.effects to interviewvector_service;

create table public.expert_applications (
  expert_id uuid not null,
  years integer not null,
  linkedin_url text,
  words text not null default ''::text,
  cv_file_id uuid,
  at timestamp with time zone not null,
  constraint expert_applications_years_check CHECK (((years >= 0) AND (years <= 60))),
  constraint expert_applications_cv_file_id_fkey FOREIGN KEY (cv_file_id) REFERENCES public.files(id),
  constraint expert_applications_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_applications_pkey PRIMARY KEY (expert_id)
);
grant delete, insert, select, update on public.expert_applications to interviewvector_service;

create table public.expert_busy (
  expert_id uuid not null,
  calendar_id uuid not null,
  href text not null default ''::text,
  during tstzrange not null,
  constraint expert_busy_during_check CHECK ((NOT isempty(during))),
  constraint expert_busy_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES public.calendars(id) ON DELETE CASCADE,
  constraint expert_busy_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE
);
CREATE INDEX expert_busy_calendar ON public.expert_busy USING btree (calendar_id, href);
CREATE INDEX expert_busy_expert ON public.expert_busy USING gist (expert_id, during);
CREATE TRIGGER busy_touch_delete AFTER DELETE ON public.expert_busy REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.touch_experts_of_busy();
CREATE TRIGGER busy_touch_insert AFTER INSERT ON public.expert_busy REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.touch_experts_of_busy();
grant delete, insert, select, update on public.expert_busy to interviewvector_service;

create table public.expert_changes (
  expert_id uuid not null,
  changed_in xid8 not null,
  version bigint not null default 1,
  last_booked_at timestamp with time zone,
  constraint expert_changes_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_changes_pkey PRIMARY KEY (expert_id)
);
CREATE INDEX expert_changes_in ON public.expert_changes USING btree (changed_in);
grant delete, insert, select, update on public.expert_changes to interviewvector_service;

create table public.expert_conflicts (
  id uuid not null,
  expert_id uuid not null,
  kind text not null,
  words text not null,
  reason text not null default ''::text,
  added_by jsonb not null,
  added_at timestamp with time zone not null,
  constraint expert_conflicts_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'person'::text]))),
  constraint expert_conflicts_words_check CHECK (((length(words) >= 1) AND (length(words) <= 200))),
  constraint expert_conflicts_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_conflicts_pkey PRIMARY KEY (id)
);
CREATE INDEX expert_conflicts_expert ON public.expert_conflicts USING btree (expert_id);
CREATE TRIGGER conflicts_touch AFTER INSERT OR DELETE OR UPDATE ON public.expert_conflicts FOR EACH ROW EXECUTE FUNCTION public.touch_expert();
grant delete, insert, select, update on public.expert_conflicts to interviewvector_service;

create table public.expert_hours (
  expert_id uuid not null,
  weekday integer not null,
  from_minute integer not null,
  to_minute integer not null,
  constraint expert_hours_check CHECK ((((to_minute >= 1) AND (to_minute <= 1440)) AND (to_minute > from_minute))),
  constraint expert_hours_from_minute_check CHECK (((from_minute >= 0) AND (from_minute <= 1439))),
  constraint expert_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7))),
  constraint expert_hours_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_hours_pkey PRIMARY KEY (expert_id, weekday, from_minute)
);
CREATE TRIGGER hours_touch AFTER INSERT OR DELETE OR UPDATE ON public.expert_hours FOR EACH ROW EXECUTE FUNCTION public.touch_expert();
CREATE TRIGGER hours_wake_matching AFTER INSERT OR DELETE OR UPDATE ON public.expert_hours FOR EACH STATEMENT EXECUTE FUNCTION public.wake_matching();
grant delete, insert, select, update on public.expert_hours to interviewvector_service;

create table public.expert_moves (
  id bigint not null generated always as identity,
  expert_id uuid not null,
  from_state text,
  to_state text not null,
  reason text not null default ''::text,
  actor jsonb not null,
  at timestamp with time zone not null,
  constraint expert_moves_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_moves_pkey PRIMARY KEY (id)
);
CREATE INDEX expert_moves_expert ON public.expert_moves USING btree (expert_id, id);
grant insert, select on public.expert_moves to interviewvector_service;

create table public.expert_offered (
  expert_id uuid not null,
  on_date date not null,
  minutes integer not null,
  constraint expert_offered_minutes_check CHECK ((minutes >= 0)),
  constraint expert_offered_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_offered_pkey PRIMARY KEY (expert_id, on_date)
);
grant delete, insert, select, update on public.expert_offered to interviewvector_service;

create table public.expert_overrides (
  expert_id uuid not null,
  on_date date not null,
  intervals jsonb not null,
  constraint expert_overrides_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_overrides_pkey PRIMARY KEY (expert_id, on_date)
);
CREATE TRIGGER overrides_touch AFTER INSERT OR DELETE OR UPDATE ON public.expert_overrides FOR EACH ROW EXECUTE FUNCTION public.touch_expert();
CREATE TRIGGER overrides_wake_matching AFTER INSERT OR DELETE OR UPDATE ON public.expert_overrides FOR EACH STATEMENT EXECUTE FUNCTION public.wake_matching();
grant delete, insert, select, update on public.expert_overrides to interviewvector_service;

create table public.expert_time_off (
  id uuid not null,
  expert_id uuid not null,
  during tstzrange not null,
  note text not null default ''::text,
  constraint expert_time_off_during_check CHECK ((NOT isempty(during))),
  constraint expert_time_off_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint expert_time_off_pkey PRIMARY KEY (id)
);
CREATE INDEX expert_time_off_expert ON public.expert_time_off USING btree (expert_id);
CREATE TRIGGER time_off_touch AFTER INSERT OR DELETE OR UPDATE ON public.expert_time_off FOR EACH ROW EXECUTE FUNCTION public.touch_expert();
CREATE TRIGGER time_off_wake_matching AFTER DELETE OR UPDATE ON public.expert_time_off FOR EACH STATEMENT EXECUTE FUNCTION public.wake_matching();
grant delete, insert, select, update on public.expert_time_off to interviewvector_service;

create table public.experts (
  id uuid not null,
  user_id text,
  name text not null,
  first_name text not null,
  email text not null,
  zone text not null,
  state text not null,
  skills jsonb not null default '[]'::jsonb,
  categories text[] not null default '{}'::text[],
  roles text[] not null default '{}'::text[],
  languages text[] not null default '{en}'::text[],
  employers text[] not null default '{}'::text[],
  meeting_url text,
  max_per_day integer not null default 2,
  max_per_week integer not null default 6,
  notice_minutes integer not null default 360,
  version bigint not null default 1,
  last_booked_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  former_employers text[] not null default '{}'::text[],
  offer_counted_at timestamp with time zone not null default now(),
  skills_claimed jsonb not null default '[]'::jsonb,
  linkedin_url text,
  constraint experts_max_per_day_check CHECK ((max_per_day >= 0)),
  constraint experts_max_per_week_check CHECK ((max_per_week >= 0)),
  constraint experts_notice_minutes_check CHECK ((notice_minutes >= 0)),
  constraint experts_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'screening'::text, 'shadow'::text, 'reverse_shadow'::text, 'active'::text, 'paused'::text, 'gone'::text]))),
  constraint experts_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint experts_pkey PRIMARY KEY (id),
  constraint experts_email_key UNIQUE (email),
  constraint experts_user_id_key UNIQUE (user_id)
);
CREATE TRIGGER experts_appear AFTER INSERT ON public.experts FOR EACH ROW EXECUTE FUNCTION public.raise_expert_version();
CREATE TRIGGER experts_version BEFORE UPDATE ON public.experts FOR EACH ROW EXECUTE FUNCTION public.raise_expert_version();
CREATE TRIGGER experts_wake_matching AFTER UPDATE OF state, zone, skills, categories, roles, languages, max_per_day, max_per_week, notice_minutes ON public.experts FOR EACH STATEMENT EXECUTE FUNCTION public.wake_matching();
grant delete, insert, select, update on public.experts to interviewvector_service;

create table public.files (
  id uuid not null,
  name text not null,
  content_type text not null,
  size integer not null,
  sha256 bytea not null,
  created_at timestamp with time zone not null,
  constraint files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint files_size_check CHECK ((size > 0)),
  constraint files_pkey PRIMARY KEY (id)
);
grant delete, insert, select on public.files to interviewvector_service;

create table public.guide_versions (
  guide_id uuid not null,
  version integer not null,
  content jsonb not null,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  constraint guide_versions_version_check CHECK ((version > 0)),
  constraint guide_versions_guide_id_fkey FOREIGN KEY (guide_id) REFERENCES public.guides(id),
  constraint guide_versions_pkey PRIMARY KEY (guide_id, version)
);
grant select on public.guide_versions to interviewvector_company;
grant delete, insert, select, update on public.guide_versions to interviewvector_service;

create table public.guides (
  id uuid not null,
  name text not null,
  category text not null,
  created_at timestamp with time zone not null default now(),
  retired_at timestamp with time zone,
  constraint guides_pkey PRIMARY KEY (id)
);
grant select on public.guides to interviewvector_company;
grant delete, insert, select, update on public.guides to interviewvector_service;

create table public.history (
  id bigint not null generated always as identity,
  company_id uuid not null,
  interview_id uuid not null,
  version integer not null,
  at timestamp with time zone not null,
  event text not null,
  actor jsonb not null,
  words text not null,
  details jsonb not null default '{}'::jsonb,
  constraint history_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint history_company_id_interview_id_fkey FOREIGN KEY (company_id, interview_id) REFERENCES public.interviews(company_id, id),
  constraint history_pkey PRIMARY KEY (id)
);
CREATE INDEX history_interview ON public.history USING btree (interview_id, id);
CREATE INDEX history_quality ON public.history USING btree (at) WHERE (event = ANY (ARRAY['didNotCome'::text, 'reportSubmitted'::text, 'expertReplaced'::text, 'expertGaveBack'::text]));
alter table public.history enable row level security;
alter table public.history force row level security;
create policy company on public.history as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.history as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.history to interviewvector_company;
grant delete, insert, select, update on public.history to interviewvector_service;

create table public.installation (
  only_row boolean not null default true,
  beat_at timestamp with time zone,
  system_id text,
  look_first_until timestamp with time zone,
  look_first_words text,
  constraint installation_only_row_check CHECK (only_row),
  constraint installation_pkey PRIMARY KEY (only_row)
);
grant select, update on public.installation to interviewvector_service;

create table public.interviews (
  id uuid not null,
  company_id uuid not null,
  connection_id uuid not null,
  candidate_id uuid not null,
  position_id uuid not null,
  round_id uuid,
  round_number integer not null,
  opportunity_id text not null,
  entered_at timestamp with time zone not null,
  repeat integer not null default 0,
  state text not null,
  version integer not null default 1,
  generation integer not null default 1,
  sequence integer not null default 0,
  blocked_reasons text[] not null default '{}'::text[],
  noted_reasons text[] not null default '{}'::text[],
  invited_at timestamp with time zone,
  book_by timestamp with time zone,
  latest_at timestamp with time zone,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  booking_id uuid,
  expert_id uuid,
  reschedules integer not null default 0,
  proposal jsonb,
  leaving_at timestamp with time zone,
  extra_minutes integer not null default 0,
  accommodation text,
  cancel_reason text,
  report_due_at timestamp with time zone,
  guide_id uuid,
  guide_version integer,
  owner jsonb,
  ats jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  report_overdue_at timestamp with time zone,
  review_due_at timestamp with time zone,
  moves_confirmed_at timestamp with time zone,
  erased_at timestamp with time zone,
  reminded_at timestamp with time zone,
  ats_question jsonb,
  posting_question jsonb,
  hidden_since timestamp with time zone,
  stage_id text,
  constraint interviews_check CHECK (((booking_id IS NULL) = (starts_at IS NULL))),
  constraint interviews_state_check CHECK ((state = ANY (ARRAY['blocked'::text, 'invited'::text, 'proposed'::text, 'scheduled'::text, 'live'::text, 'awaiting_report'::text, 'in_review'::text, 'completed'::text, 'cancelled'::text, 'candidate_no_show'::text, 'expert_no_show'::text, 'interrupted'::text, 'expired'::text, 'unschedulable'::text]))),
  constraint interviews_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES public.bookings(id),
  constraint interviews_company_id_candidate_id_fkey FOREIGN KEY (company_id, candidate_id) REFERENCES public.candidates(company_id, id),
  constraint interviews_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES public.connections(company_id, id),
  constraint interviews_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint interviews_company_id_position_id_fkey FOREIGN KEY (company_id, position_id) REFERENCES public.positions(company_id, id),
  constraint interviews_company_id_round_id_fkey FOREIGN KEY (company_id, round_id) REFERENCES public.rounds(company_id, id),
  constraint interviews_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint interviews_guide_id_guide_version_fkey FOREIGN KEY (guide_id, guide_version) REFERENCES public.guide_versions(guide_id, version),
  constraint interviews_pkey PRIMARY KEY (id),
  constraint interviews_company_id_id_key UNIQUE (company_id, id),
  constraint interviews_connection_id_opportunity_id_entered_at_round_nu_key UNIQUE (connection_id, opportunity_id, entered_at, round_number, repeat)
);
CREATE INDEX interviews_candidate ON public.interviews USING btree (candidate_id);
CREATE INDEX interviews_company ON public.interviews USING btree (company_id, changed_at DESC);
CREATE INDEX interviews_entries ON public.interviews USING btree (position_id, entered_at) WHERE ((repeat = 0) AND (moves_confirmed_at IS NULL));
CREATE INDEX interviews_expert ON public.interviews USING btree (expert_id, starts_at);
CREATE INDEX interviews_opportunity ON public.interviews USING btree (connection_id, opportunity_id);
CREATE INDEX interviews_state ON public.interviews USING btree (state);
alter table public.interviews enable row level security;
alter table public.interviews force row level security;
create policy company on public.interviews as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.interviews as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.interviews to interviewvector_company;
grant delete, insert, select, update on public.interviews to interviewvector_service;

create table public.memberships (
  company_id uuid not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint memberships_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'recruiter'::text, 'agency'::text]))),
  constraint memberships_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint memberships_pkey PRIMARY KEY (company_id, user_id)
);
CREATE INDEX memberships_user ON public.memberships USING btree (user_id);
alter table public.memberships enable row level security;
alter table public.memberships force row level security;
create policy company on public.memberships as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.memberships as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.memberships to interviewvector_company;
grant delete, insert, select, update on public.memberships to interviewvector_service;

create table public.migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  older_code_works boolean not null default false,
  constraint migrations_pkey PRIMARY KEY (name)
);

create table public.oauth_states (
  id uuid not null,
  company_id uuid not null,
  user_id text not null,
  environment text not null,
  reconnect uuid,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  session_key bytea,
  scopes text[] not null default '{}'::text[],
  constraint oauth_states_environment_check CHECK ((environment = ANY (ARRAY['production'::text, 'sandbox'::text]))),
  constraint oauth_states_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint oauth_states_pkey PRIMARY KEY (id)
);
alter table public.oauth_states enable row level security;
alter table public.oauth_states force row level security;
create policy company on public.oauth_states as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.oauth_states as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.oauth_states to interviewvector_company;
grant delete, insert, select, update on public.oauth_states to interviewvector_service;

create table public.positions (
  id uuid not null,
  company_id uuid not null,
  connection_id uuid not null,
  posting_id text not null,
  title text not null,
  state text not null,
  state_before_inactive text,
  category text,
  role text,
  seniority text,
  skills text[] not null default '{}'::text[],
  languages text[] not null default '{en}'::text[],
  settings jsonb not null default '{}'::jsonb,
  activated_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  held_since timestamp with time zone,
  constraint positions_state_before_inactive_check CHECK ((state_before_inactive = ANY (ARRAY['pending'::text, 'active'::text, 'paused'::text]))),
  constraint positions_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'active'::text, 'paused'::text, 'inactive'::text]))),
  constraint positions_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES public.connections(company_id, id),
  constraint positions_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint positions_pkey PRIMARY KEY (id),
  constraint positions_company_id_id_key UNIQUE (company_id, id),
  constraint positions_connection_id_posting_id_key UNIQUE (connection_id, posting_id)
);
alter table public.positions enable row level security;
alter table public.positions force row level security;
create policy company on public.positions as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.positions as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.positions to interviewvector_company;
grant delete, insert, select, update on public.positions to interviewvector_service;

create table public.postings (
  connection_id uuid not null,
  posting_id text not null,
  company_id uuid not null,
  title text not null,
  state text not null,
  tagged boolean not null,
  team text,
  location text,
  owner jsonb,
  url text,
  confidential boolean not null default false,
  read_at timestamp with time zone not null,
  hidden_since timestamp with time zone,
  constraint postings_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES public.connections(company_id, id),
  constraint postings_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint postings_pkey PRIMARY KEY (connection_id, posting_id)
);
CREATE INDEX postings_company ON public.postings USING btree (company_id);
alter table public.postings enable row level security;
alter table public.postings force row level security;
create policy company on public.postings as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.postings as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.postings to interviewvector_company;
grant delete, insert, select, update on public.postings to interviewvector_service;

create table public.rate_buckets (
  connection_id uuid not null,
  tokens double precision not null,
  refilled_at timestamp with time zone not null default clock_timestamp(),
  constraint rate_buckets_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES public.connections(id) ON DELETE CASCADE,
  constraint rate_buckets_pkey PRIMARY KEY (connection_id)
);
grant delete, insert, select, update on public.rate_buckets to interviewvector_service;

create table public.rates (
  id uuid not null,
  number bigint not null generated always as identity,
  expert_id uuid,
  currency text not null,
  interview integer not null,
  late_cancellation integer not null,
  candidate_no_show integer not null,
  valid_from timestamp with time zone not null,
  actor jsonb not null,
  at timestamp with time zone not null,
  constraint rates_candidate_no_show_check CHECK ((candidate_no_show >= 0)),
  constraint rates_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint rates_interview_check CHECK ((interview >= 0)),
  constraint rates_late_cancellation_check CHECK ((late_cancellation >= 0)),
  constraint rates_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint rates_pkey PRIMARY KEY (id)
);
CREATE INDEX rates_expert ON public.rates USING btree (expert_id, valid_from DESC);
grant insert, select on public.rates to interviewvector_service;

create table public.rating_audits (
  company_id uuid not null,
  interview_id uuid not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  taken_by text,
  finding text,
  action text,
  answer text,
  ended_at timestamp with time zone,
  ended_by text,
  constraint rating_audits_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint rating_audits_company_id_interview_id_fkey FOREIGN KEY (company_id, interview_id) REFERENCES public.ratings(company_id, interview_id),
  constraint rating_audits_pkey PRIMARY KEY (interview_id)
);
CREATE INDEX rating_audits_open ON public.rating_audits USING btree (due_at) WHERE (ended_at IS NULL);
alter table public.rating_audits enable row level security;
alter table public.rating_audits force row level security;
create policy company on public.rating_audits as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.rating_audits as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.rating_audits to interviewvector_service;

create table public.ratings (
  company_id uuid not null,
  interview_id uuid not null,
  expert_id uuid not null,
  held_at timestamp with time zone not null,
  score integer not null,
  words text not null,
  rated_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint ratings_score_check CHECK (((score >= 1) AND (score <= 5))),
  constraint ratings_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint ratings_company_id_interview_id_fkey FOREIGN KEY (company_id, interview_id) REFERENCES public.interviews(company_id, id),
  constraint ratings_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint ratings_pkey PRIMARY KEY (interview_id),
  constraint ratings_company_id_interview_id_key UNIQUE (company_id, interview_id)
);
CREATE INDEX ratings_company ON public.ratings USING btree (company_id, rated_at DESC);
CREATE INDEX ratings_expert ON public.ratings USING btree (expert_id, rated_at DESC);
alter table public.ratings enable row level security;
alter table public.ratings force row level security;
create policy company on public.ratings as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.ratings as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.ratings to interviewvector_service;
grant select (changed_at) on public.ratings to interviewvector_company;
grant select (company_id) on public.ratings to interviewvector_company;
grant select (expert_id) on public.ratings to interviewvector_company;
grant select (held_at) on public.ratings to interviewvector_company;
grant select (interview_id) on public.ratings to interviewvector_company;
grant select (rated_at) on public.ratings to interviewvector_company;
grant select (score) on public.ratings to interviewvector_company;

create table public.refused_deliveries (
  day date not null,
  reason text not null,
  count bigint not null default 0,
  constraint refused_deliveries_pkey PRIMARY KEY (day, reason)
);
grant insert, select, update on public.refused_deliveries to interviewvector_service;

create table public.report_versions (
  company_id uuid not null,
  interview_id uuid not null,
  version integer not null,
  expert_id uuid not null,
  content jsonb,
  submitted_at timestamp with time zone not null,
  released_at timestamp with time zone,
  sent_back_at timestamp with time zone,
  sent_back_words text,
  constraint report_versions_version_check CHECK ((version > 0)),
  constraint report_versions_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint report_versions_company_id_interview_id_fkey FOREIGN KEY (company_id, interview_id) REFERENCES public.interviews(company_id, id),
  constraint report_versions_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint report_versions_pkey PRIMARY KEY (interview_id, version)
);
alter table public.report_versions enable row level security;
alter table public.report_versions force row level security;
create policy company on public.report_versions as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.report_versions as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.report_versions to interviewvector_company;
grant delete, insert, select, update on public.report_versions to interviewvector_service;

create table public.reports (
  id uuid not null,
  company_id uuid not null,
  interview_id uuid not null,
  expert_id uuid not null,
  draft jsonb not null default '{}'::jsonb,
  draft_version integer not null default 0,
  saved_at timestamp with time zone,
  version integer not null default 0,
  submitted jsonb,
  submitted_at timestamp with time zone,
  constraint reports_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint reports_company_id_interview_id_fkey FOREIGN KEY (company_id, interview_id) REFERENCES public.interviews(company_id, id),
  constraint reports_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint reports_pkey PRIMARY KEY (id),
  constraint reports_interview_id_key UNIQUE (interview_id)
);
alter table public.reports enable row level security;
alter table public.reports force row level security;
create policy company on public.reports as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.reports as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.reports to interviewvector_company;
grant delete, insert, select, update on public.reports to interviewvector_service;

create table public.rounds (
  id uuid not null,
  company_id uuid not null,
  position_id uuid not null,
  number integer not null,
  name text not null,
  guide_id uuid not null,
  duration_minutes integer not null,
  removed_at timestamp with time zone,
  constraint rounds_duration_minutes_check CHECK (((duration_minutes >= 10) AND (duration_minutes <= 240))),
  constraint rounds_number_check CHECK ((number > 0)),
  constraint rounds_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint rounds_company_id_position_id_fkey FOREIGN KEY (company_id, position_id) REFERENCES public.positions(company_id, id),
  constraint rounds_guide_id_fkey FOREIGN KEY (guide_id) REFERENCES public.guides(id),
  constraint rounds_pkey PRIMARY KEY (id),
  constraint rounds_company_id_id_key UNIQUE (company_id, id)
);
CREATE UNIQUE INDEX rounds_number ON public.rounds USING btree (position_id, number) WHERE (removed_at IS NULL);
alter table public.rounds enable row level security;
alter table public.rounds force row level security;
create policy company on public.rounds as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.rounds as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.rounds to interviewvector_company;
grant delete, insert, select, update on public.rounds to interviewvector_service;

create table public.service_members (
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  constraint service_members_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'auditor'::text]))),
  constraint service_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id),
  constraint service_members_pkey PRIMARY KEY (user_id)
);
grant delete, insert, select, update on public.service_members to interviewvector_service;

create table public.set_aside_drafts (
  id uuid not null,
  company_id uuid not null,
  interview_id uuid not null,
  expert_id uuid not null,
  draft jsonb not null,
  saved_at timestamp with time zone,
  set_aside_at timestamp with time zone not null,
  constraint set_aside_drafts_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint set_aside_drafts_company_id_interview_id_fkey FOREIGN KEY (company_id, interview_id) REFERENCES public.interviews(company_id, id),
  constraint set_aside_drafts_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id),
  constraint set_aside_drafts_pkey PRIMARY KEY (id)
);
CREATE INDEX set_aside_drafts_interview ON public.set_aside_drafts USING btree (interview_id);
alter table public.set_aside_drafts enable row level security;
alter table public.set_aside_drafts force row level security;
create policy company on public.set_aside_drafts as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.set_aside_drafts as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.set_aside_drafts to interviewvector_company;
grant delete, insert, select, update on public.set_aside_drafts to interviewvector_service;

create table public.shift_takers (
  shift_id uuid not null,
  expert_id uuid not null,
  opened jsonb not null,
  taken_at timestamp with time zone not null,
  constraint shift_takers_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint shift_takers_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES public.shifts(id) ON DELETE CASCADE,
  constraint shift_takers_pkey PRIMARY KEY (shift_id, expert_id)
);
CREATE INDEX shift_takers_expert ON public.shift_takers USING btree (expert_id);
grant delete, insert, select, update on public.shift_takers to interviewvector_service;

create table public.shifts (
  id uuid not null,
  during tstzrange not null,
  wanted integer not null,
  category text,
  note text not null default ''::text,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint shifts_during_check CHECK ((NOT isempty(during))),
  constraint shifts_wanted_check CHECK ((wanted > 0)),
  constraint shifts_pkey PRIMARY KEY (id)
);
CREATE INDEX shifts_during ON public.shifts USING gist (during);
grant delete, insert, select, update on public.shifts to interviewvector_service;

create table public.standby (
  id uuid not null,
  expert_id uuid not null,
  during tstzrange not null,
  created_at timestamp with time zone not null,
  constraint standby_during_check CHECK ((NOT isempty(during))),
  constraint standby_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES public.experts(id) ON DELETE CASCADE,
  constraint standby_pkey PRIMARY KEY (id),
  constraint standby_expert_id_during_excl EXCLUDE USING gist (expert_id WITH =, during WITH &&)
);
grant delete, insert, select, update on public.standby to interviewvector_service;

create table public.texts (
  company_id uuid not null,
  connection_id uuid not null,
  kind text not null,
  name text not null,
  subject text,
  words text not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint texts_check CHECK (((subject IS NOT NULL) = (kind = 'mail'::text))),
  constraint texts_kind_check CHECK ((kind = ANY (ARRAY['note'::text, 'mail'::text]))),
  constraint texts_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES public.connections(company_id, id),
  constraint texts_pkey PRIMARY KEY (company_id, connection_id, kind, name)
);
alter table public.texts enable row level security;
alter table public.texts force row level security;
create policy company on public.texts as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.texts as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.texts to interviewvector_company;
grant delete, insert, select, update on public.texts to interviewvector_service;

create table public.webhooks (
  id uuid not null,
  company_id uuid not null,
  connection_id uuid not null,
  key text not null,
  event text not null,
  made_by text not null,
  ats_webhook_id text,
  secret bytea,
  tested_at timestamp with time zone,
  seen_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  refused_at timestamp with time zone,
  refused_reason text,
  asked_at timestamp with time zone,
  left_in_ats boolean not null default false,
  constraint webhooks_key_check CHECK ((length(key) >= 22)),
  constraint webhooks_made_by_check CHECK ((made_by = ANY (ARRAY['api'::text, 'person'::text]))),
  constraint webhooks_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES public.connections(company_id, id),
  constraint webhooks_company_id_fkey FOREIGN KEY (company_id) REFERENCES public.companies(id),
  constraint webhooks_pkey PRIMARY KEY (id),
  constraint webhooks_key_key UNIQUE (key)
);
CREATE UNIQUE INDEX webhooks_one_per_event ON public.webhooks USING btree (connection_id, event) WHERE (removed_at IS NULL);
alter table public.webhooks enable row level security;
alter table public.webhooks force row level security;
create policy company on public.webhooks as permissive for all to interviewvector_company using ((company_id = public.current_company())) with check ((company_id = public.current_company()));
create policy service on public.webhooks as permissive for all to interviewvector_service using (true) with check (true);
grant delete, insert, select, update on public.webhooks to interviewvector_company;
grant delete, insert, select, update on public.webhooks to interviewvector_service;

-- Views

create view public.company_bookings with (security_barrier=true) as
 SELECT b.id,
    b.company_id,
    b.interview_id,
    b.expert_id,
    e.first_name AS expert_first_name,
    b.status,
    lower(b.during) AS starts_at,
    upper(b.during) AS ends_at
   FROM public.bookings b
     JOIN public.experts e ON e.id = b.expert_id
  WHERE b.company_id = public.current_company();
grant select on public.company_bookings to interviewvector_company;
alter view public.company_bookings owner to interviewvector_service;

create view public.company_members with (security_barrier=true) as
 SELECT m.company_id,
    m.user_id,
    m.role,
    m.created_at,
    u.name,
    u.email
   FROM public.memberships m
     JOIN auth."user" u ON u.id = m.user_id
  WHERE m.removed_at IS NULL AND m.company_id = public.current_company();
grant select on public.company_members to interviewvector_company;
alter view public.company_members owner to interviewvector_service;

-- Functions

CREATE OR REPLACE FUNCTION public.book_slot(new_id uuid, moving uuid, the_interview uuid, the_candidate uuid, the_company uuid, starts timestamp with time zone, ends timestamp with time zone, buffer_before interval, buffer_after interval, ranked uuid[], key text, at timestamp with time zone, hold_until timestamp with time zone, why jsonb, zones text[] DEFAULT '{}'::text[], days tstzrange[] DEFAULT '{}'::tstzrange[], weeks tstzrange[] DEFAULT '{}'::tstzrange[], OUT outcome text, OUT booking_id uuid, OUT expert_id uuid)
 RETURNS record
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare
  slot tstzrange := tstzrange(starts, ends);
  own_expert uuid;                      -- of the booking that moves
  own_during tstzrange;
  kept record;                          -- this interview's hold
  same record;                          -- the booking of this key
  has_key boolean;
  has_hold boolean;
  is_busy boolean;
  met uuid[];                           -- experts of the candidate's other interviews, held or ahead
  around tstzrange := tstzrange(starts - buffer_before, ends + buffer_after);
  taken uuid[];                         -- of the ranked, who has something else then
  one uuid;
  e record;
  found_there record;                   -- what the expert has already, looked at under the lock
  place integer;
  day tstzrange;
  week tstzrange;
  span tstzrange;
  passed_over boolean := false;
  reasons constant text[] := '{considered,notFree,unfit}';
begin
  -- An expression, and not a statement: what is read next sees whatever was committed while this waited.
  if pg_advisory_xact_lock(hashtextextended(the_candidate::text, 81)) is null then return; end if;
  select coalesce(bool_or(b.idempotency_key = key), false), coalesce(bool_or(b.status = 'held'), false),
      coalesce(bool_or(b.status = 'confirmed' and b.id is distinct from moving and b.during && slot), false),
      array_agg(b.expert_id) filter (where b.interview_id <> the_interview and b.status in ('confirmed', 'done'))
    into has_key, has_hold, is_busy, met from bookings b where b.candidate_id = the_candidate;
  if has_key then
    select b.id, b.expert_id, b.status, b.during into same from bookings b where b.idempotency_key = key;
    if same.status = 'confirmed' and same.during = slot then
      outcome := 'booked'; booking_id := same.id; expert_id := same.expert_id; return;
    end if;
    -- The key of a released booking is free again (the same interview books, cancels and books the same time).
    if same.id is distinct from moving then
      update bookings b set idempotency_key = key || ':' || b.id where b.id = same.id and b.status in ('released', 'done');
    end if;
  end if;

  if moving is not null then
    select b.expert_id, b.during into own_expert, own_during from bookings b where b.id = moving;
  end if;
  if moving is not null or has_hold then
    -- The wide rows first, as whoever changes an expert takes them: a narrow row that is changed twice in one transaction asks for its wide one.
    perform 1 from experts x
      where x.id = any (own_expert || array(select b.expert_id from bookings b where b.candidate_id = the_candidate and b.status = 'held'))
      order by x.id for key share;
    perform 1 from expert_changes c
      where c.expert_id = any (own_expert || array(select b.expert_id from bookings b where b.candidate_id = the_candidate and b.status = 'held'))
      order by c.expert_id for no key update;
    -- What was kept for this interview, or for this candidate at this time, makes way; its expert is asked first.
    select b.expert_id, b.during, b.hold_expires_at into kept from bookings b where b.interview_id = the_interview and b.status = 'held';
    if found and kept.hold_expires_at > at and kept.during && slot and kept.expert_id = any (ranked) and hold_until is null then
      ranked := kept.expert_id || array_remove(ranked, kept.expert_id);
    end if;
    delete from bookings b where b.candidate_id = the_candidate and b.status = 'held' and (b.interview_id = the_interview or b.during && slot)
      and b.expert_id in (select c.expert_id from expert_changes c where c.expert_id = b.expert_id for no key update skip locked);
  end if;

  if is_busy then outcome := 'candidate_busy'; return; end if;

  -- Without a lock, so that experts who are booked are not locked against others for nothing. Only bookings change from one second to the
  -- next; for all else the list that was handed in is good enough a look.
  -- In words that only the expert's own index answers: the others would look at everybody who is booked then.
  select array_agg(b.expert_id) into taken from bookings b
    where b.expert_id = any (ranked) and lower(b.during) >= lower(around) - interval '24 hours' and lower(b.during) < upper(around)
      and upper(b.during) > lower(around) and b.id is distinct from moving
      and b.status not in ('released', 'done') and (b.status <> 'held' or b.hold_expires_at > at);
  foreach one in array ranked loop
    continue when one = any (taken) or one = any (met);
    -- The narrow row is the lock. The wide one is only kept from being read in an older version, or from going away.
    select x.state, x.zone, x.max_per_day, x.max_per_week into e from expert_changes c join experts x on x.id = c.expert_id
      where c.expert_id = one for no key update of c skip locked for key share of x skip locked;
    if not found then passed_over := true; continue; end if;
    continue when e.state <> 'active';
    place := array_position(zones, e.zone);
    if place is null then
      day := tstzrange(date_trunc('day', starts at time zone e.zone) at time zone e.zone,
                       (date_trunc('day', starts at time zone e.zone) + interval '1 day') at time zone e.zone);
      week := tstzrange(date_trunc('week', starts at time zone e.zone) at time zone e.zone,
                        (date_trunc('week', starts at time zone e.zone) + interval '7 days') at time zone e.zone);
    else
      day := days[place];
      week := weeks[place];
    end if;
    -- The lock is ours, and this statement sees what was committed before it was: this is what decides. No buffer is kept from an
    -- absence: it only ends the hours.
    select bool_or(b.status <> 'done' and (b.status = 'confirmed' or b.hold_expires_at > at) and b.during && around) as near,
        bool_or(b.status = 'held' and b.hold_expires_at <= at and b.during && slot) as run_out,
        count(*) filter (where (b.status <> 'held' or b.hold_expires_at > at) and lower(b.during) <@ day) as on_day,
        count(*) filter (where (b.status <> 'held' or b.hold_expires_at > at) and lower(b.during) <@ week) as in_week,
        exists (select from expert_time_off o where o.expert_id = one and o.during && slot)
          or exists (select from expert_busy x where x.expert_id = one and x.during && around
                     and (select c.counts from calendars c where c.id = x.calendar_id)) as away
      into found_there from bookings b
      where b.expert_id = one and b.status in ('held', 'confirmed', 'done') and b.id is distinct from moving
        and lower(b.during) >= least(lower(week), lower(around) - interval '24 hours') and lower(b.during) < greatest(upper(week), upper(around));
    continue when found_there.near or found_there.away or found_there.on_day >= e.max_per_day or found_there.in_week >= e.max_per_week;

    span := slot;
    if hold_until is not null and moving is not null and own_during && slot then
      -- The part outside the own booking is what somebody else could take; with another expert, that would not be enough.
      if one <> own_expert or (starts < lower(own_during) and ends > upper(own_during)) then
        outcome := 'not_held'; return;
      end if;
      span := slot - own_during;
      if isempty(span) then outcome := 'not_held'; return; end if;
    end if;
    if found_there.run_out then
      -- Holds that ran out are still in the way of the constraint; the lock on their expert is ours.
      delete from bookings b where b.expert_id = one and b.status = 'held' and b.hold_expires_at <= at and b.during && span;
    end if;
    if moving is null or hold_until is not null then
      insert into bookings (id, expert_id, candidate_id, company_id, interview_id, status, during, hold_expires_at, idempotency_key, decision, created_at)
        values (new_id, one, the_candidate, the_company, the_interview,
                case when hold_until is null then 'confirmed' else 'held' end, span, hold_until, key, why - reasons, at);
      booking_id := new_id;
    else
      update bookings b set expert_id = one, during = slot, idempotency_key = key, decision = why - reasons where b.id = moving;
      update expert_changes c set last_booked_at = at where c.expert_id = one;
      booking_id := moving;
    end if;
    if hold_until is null and jsonb_exists(why, 'considered') and (moving is null or one <> own_expert or slot <> own_during) then
      insert into assignments (booking_id, interview_id, expert_id, at, during, named, decision)
        values (booking_id, the_interview, one, to_timestamp((why ->> 'at')::double precision / 1000), slot,
          array(select (x ->> 'expertId')::uuid from jsonb_array_elements((why -> 'considered') || (why -> 'notFree')) x), why - 'keys');
    end if;
    outcome := case when hold_until is null then 'booked' else 'held' end;
    expert_id := one;
    return;
  end loop;
  -- Who was passed over only because somebody books them now may yet stay free.
  outcome := case when passed_over then 'retry' else 'full' end;
end $function$;
grant execute on function public.book_slot(uuid,uuid,uuid,uuid,uuid,timestamp with time zone,timestamp with time zone,interval,interval,uuid[],text,timestamp with time zone,timestamp with time zone,jsonb,text[],tstzrange[],tstzrange[]) to interviewvector_service;
grant execute on function public.book_slot(uuid,uuid,uuid,uuid,uuid,timestamp with time zone,timestamp with time zone,interval,interval,uuid[],text,timestamp with time zone,timestamp with time zone,jsonb,text[],tstzrange[],tstzrange[]) to public;

CREATE OR REPLACE FUNCTION public.candidate_look(the_interview uuid, since xid8)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  last_change xid8;
begin
  select c.changed_in into last_change from expert_changes c order by c.changed_in desc limit 1;
  return json_build_object('whole', interview_whole(the_interview), 'situation', interview_situation(the_interview),
    'since', pg_snapshot_xmin(pg_current_snapshot())::text,
    'experts', case when last_change < since then null else changed_experts(since) end);
end $function$;
revoke execute on function public.candidate_look(uuid,xid8) from public;
grant execute on function public.candidate_look(uuid,xid8) to interviewvector_service;

CREATE OR REPLACE FUNCTION public.changed_experts(since xid8)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  changed json;
begin
  select json_agg(json_build_object('id', e.id, 'version', c.version::text, 'active', e.state = 'active')) into changed
    from expert_changes c join experts e on e.id = c.expert_id
    where c.changed_in >= since;
  return changed;
end $function$;
revoke execute on function public.changed_experts(xid8) from public;
grant execute on function public.changed_experts(xid8) to interviewvector_service;

CREATE OR REPLACE FUNCTION public.current_company()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('iv.company', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION public.end_holds(at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  ended integer;
begin
  with locked as (
    select c.expert_id from expert_changes c join experts x on x.id = c.expert_id
    where c.expert_id in (select b.expert_id from bookings b where b.status = 'held' and b.hold_expires_at <= at)
    for no key update of c skip locked for key share of x skip locked)
  delete from bookings b using locked where b.expert_id = locked.expert_id and b.status = 'held' and b.hold_expires_at <= at;
  get diagnostics ended = row_count;
  return ended;
end $function$;
grant execute on function public.end_holds(timestamp with time zone) to interviewvector_service;
grant execute on function public.end_holds(timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION public.epoch_ms(at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$ select floor(extract(epoch from at) * 1000)::bigint $function$;

CREATE OR REPLACE FUNCTION public.interview_packed(i public.interviews, p public.positions, c public.companies, k public.candidates, n public.connections, r public.rounds, guide_name text, posting_owner jsonb, reports json)
 RETURNS json
 LANGUAGE sql
 STABLE
AS $function$
  select json_build_object(
    'interview', to_json(i), 'position', to_json(p),
    'company', json_build_object('id', c.id, 'name', c.name, 'zone', c.zone, 'privacy_url', c.privacy_url,
      'logo_type', c.logo_type, 'logo_version', c.logo_version),
    'candidate', json_build_object('id', k.id, 'name', k.name, 'emails', to_json(k.emails), 'bounced_emails', to_json(k.bounced_emails),
      'zone', k.zone, 'erased', k.erased_at is not null),
    'round', case when r.id is null then null else json_build_object('name', r.name, 'duration_minutes', r.duration_minutes) end,
    'guide_name', guide_name,
    'connection', json_build_object('acting_user', n.acting_user, 'status_tags', n.status_tags, 'opportunity_link', n.opportunity_link),
    'posting_owner', posting_owner,
    'reports', reports)
$function$;
revoke execute on function public.interview_packed(public.interviews,public.positions,public.companies,public.candidates,public.connections,public.rounds,text,jsonb,json) from public;
grant execute on function public.interview_packed(public.interviews,public.positions,public.companies,public.candidates,public.connections,public.rounds,text,jsonb,json) to interviewvector_company;
grant execute on function public.interview_packed(public.interviews,public.positions,public.companies,public.candidates,public.connections,public.rounds,text,jsonb,json) to interviewvector_service;

CREATE OR REPLACE FUNCTION public.interview_situation(the_interview uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  found_row jsonb;
begin
  select jsonb_build_object(
      'companyId', i.company_id, 'candidateId', i.candidate_id, 'state', i.state, 'extraMinutes', i.extra_minutes,
      'latestAt', extract(epoch from i.latest_at) * 1000, 'ranges', i.proposal -> 'ranges',
      'bookingId', i.booking_id, 'expertId', i.expert_id,
      'startAt', extract(epoch from i.starts_at) * 1000, 'endAt', extract(epoch from i.ends_at) * 1000,
      'companyName', c.name, 'candidateName', k.name, 'emails', to_jsonb(k.emails),
      'positionState', p.state, 'category', p.category, 'seniority', p.seniority, 'skills', to_jsonb(p.skills),
      'languages', to_jsonb(p.languages), 'settings', p.settings, 'durationMinutes', r.duration_minutes,
      -- What the candidate has with us, at this interview and others.
      'bookings', (
        select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'interviewId', b.interview_id, 'expertId', b.expert_id, 'status', b.status,
          'fromMs', extract(epoch from lower(b.during)) * 1000, 'toMs', extract(epoch from upper(b.during)) * 1000,
          'expiresMs', extract(epoch from b.hold_expires_at) * 1000, 'wantedAt', b.decision -> 'startAt')), '[]')
        from bookings b where b.candidate_id = i.candidate_id and b.status in ('held', 'confirmed', 'done')),
      'earlier', (
        select coalesce(jsonb_agg(jsonb_build_object('event', h.event, 'party', h.details -> 'party', 'from', h.details -> 'fromExpertId',
          'expertId', h.details -> 'booking' -> 'expertId') order by h.id), '[]')
        from history h where h.interview_id = i.id
          and h.event in ('slotBooked', 'expertReplaced', 'expertGaveBack', 'didNotCome', 'brokeOff')),
      -- One person applies at several companies: who met them there, by address, meets them no more. Nothing but experts' ids comes back.
      'metElsewhere', (
        select coalesce(jsonb_agg(distinct b.expert_id), '[]') from candidates o join bookings b on b.candidate_id = o.id
        where o.id <> k.id and o.emails && k.emails and b.status in ('confirmed', 'done')))
    into found_row
    from interviews i
    join positions p on p.id = i.position_id
    join companies c on c.id = i.company_id
    join candidates k on k.id = i.candidate_id
    left join rounds r on r.id = i.round_id
    where i.id = the_interview;
  return found_row;
end $function$;
grant execute on function public.interview_situation(uuid) to interviewvector_service;
grant execute on function public.interview_situation(uuid) to public;

CREATE OR REPLACE FUNCTION public.interview_whole(the_interview uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  found_row json;
begin
  select interview_packed(i, p, c, k, n, r, g.name, o.owner, (
      select json_build_object('submitted', coalesce(max(x.version), 0),
        'released', coalesce(max(x.version) filter (where x.released_at is not null), 0))
      from report_versions x where x.interview_id = i.id))
    into found_row
    from interviews i
    join positions p on p.id = i.position_id
    join companies c on c.id = i.company_id
    join candidates k on k.id = i.candidate_id
    join connections n on n.id = i.connection_id
    left join rounds r on r.id = i.round_id
    left join guides g on g.id = i.guide_id
    left join postings o on o.connection_id = p.connection_id and o.posting_id = p.posting_id
    where i.id = the_interview;
  return found_row;
end $function$;
revoke execute on function public.interview_whole(uuid) from public;
grant execute on function public.interview_whole(uuid) to interviewvector_company;
grant execute on function public.interview_whole(uuid) to interviewvector_service;

CREATE OR REPLACE FUNCTION public.look_at_interview(the_interview uuid, since xid8)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  found_row json;
begin
  select json_build_object(
      'whole', interview_packed(i, p, c, k, n, r, g.name, o.owner, (
        select json_build_object('submitted', coalesce(max(x.version), 0),
          'released', coalesce(max(x.version) filter (where x.released_at is not null), 0))
        from report_versions x where x.interview_id = i.id)),
      -- What the candidate has with us, at this interview and others.
      'bookings', (
        select json_agg(json_build_object('id', b.id, 'interviewId', b.interview_id, 'expertId', b.expert_id, 'status', b.status,
          'fromMs', extract(epoch from lower(b.during)) * 1000, 'toMs', extract(epoch from upper(b.during)) * 1000,
          'expiresMs', extract(epoch from b.hold_expires_at) * 1000, 'wantedAt', b.decision -> 'startAt'))
        from bookings b where b.candidate_id = i.candidate_id and b.status in ('held', 'confirmed', 'done')),
      'earlier', (
        select json_agg(json_build_object('event', h.event, 'party', h.details -> 'party', 'from', h.details -> 'fromExpertId',
          'expertId', h.details -> 'booking' -> 'expertId') order by h.id)
        from history h where h.interview_id = i.id
          and h.event in ('slotBooked', 'expertReplaced', 'expertGaveBack', 'didNotCome', 'brokeOff')),
      -- One person applies at several companies: who met them there, by address, meets them no more. Nothing but experts' ids comes back.
      'metElsewhere', (
        select json_agg(distinct b.expert_id) from candidates other join bookings b on b.candidate_id = other.id
        where other.id <> k.id and other.emails && k.emails and b.status in ('confirmed', 'done')),
      'since', pg_snapshot_xmin(pg_current_snapshot())::text,
      'experts', case
        when since is null or (select x.changed_in from expert_changes x order by x.changed_in desc limit 1) < since then null
        else changed_experts(since) end)
    into found_row
    from interviews i
    join positions p on p.id = i.position_id
    join companies c on c.id = i.company_id
    join candidates k on k.id = i.candidate_id
    join connections n on n.id = i.connection_id
    left join rounds r on r.id = i.round_id
    left join guides g on g.id = i.guide_id
    left join postings o on o.connection_id = p.connection_id and o.posting_id = p.posting_id
    where i.id = the_interview;
  return found_row;
end $function$;
revoke execute on function public.look_at_interview(uuid,xid8) from public;
grant execute on function public.look_at_interview(uuid,xid8) to interviewvector_service;

CREATE OR REPLACE FUNCTION public.make_tenant_table(table_name regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy company on %s to interviewvector_company using (company_id = current_company()) with check (company_id = current_company())', table_name);
  execute format('create policy service on %s to interviewvector_service using (true) with check (true)', table_name);
  execute format('grant select, insert, update, delete on %s to interviewvector_company, interviewvector_service', table_name);
end $function$;

CREATE OR REPLACE FUNCTION public.raise_expert_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into expert_changes (expert_id, changed_in) values (new.id, pg_current_xact_id());
  else
    update expert_changes set version = version + 1, changed_in = pg_current_xact_id() where expert_id = new.id;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.read_experts(ids uuid[], from_at timestamp with time zone, to_at timestamp with time zone, booked_after timestamp with time zone, made_from timestamp with time zone, offered_from date)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  found_rows json;
begin
  select json_agg(json_build_object(
      'id', e.id, 'version', c.version::text, 'name', e.name, 'zone', e.zone, 'meetingUrl', e.meeting_url,
      'categories', to_json(e.categories), 'roles', to_json(e.roles), 'languages', to_json(e.languages),
      'employers', to_json(e.employers || e.former_employers), 'skills', e.skills, 'lastBookedAt', epoch_ms(c.last_booked_at),
      'perDay', e.max_per_day, 'perWeek', e.max_per_week, 'noticeMinutes', e.notice_minutes, 'countedAt', epoch_ms(e.offer_counted_at),
      'weekly', (
        select json_agg(json_build_object('weekday', h.weekday, 'fromMinute', h.from_minute, 'toMinute', h.to_minute))
        from expert_hours h where h.expert_id = e.id),
      'overrides', (
        select json_agg(json_build_object('onDate', o.on_date, 'intervals', o.intervals)) from expert_overrides o where o.expert_id = e.id),
      'timeOff', (
        select json_agg(json_build_object('fromMs', epoch_ms(lower(t.during)), 'toMs', epoch_ms(upper(t.during))))
        from expert_time_off t where t.expert_id = e.id),
      'bookings', (
        select json_agg(json_build_object('id', b.id, 'startAt', epoch_ms(lower(b.during)), 'endAt', epoch_ms(upper(b.during)),
          'madeAt', epoch_ms(b.created_at), 'heldUntil', epoch_ms(b.hold_expires_at)))
        from bookings b where b.expert_id = e.id and b.status in ('held', 'confirmed', 'done')
          and (upper(b.during) > booked_after or b.created_at >= made_from)),
      'offered', (
        select json_agg(json_build_object('onDate', d.on_date, 'minutes', d.minutes))
        from expert_offered d where d.expert_id = e.id and d.on_date >= offered_from),
      'conflicts', (
        select json_agg(json_build_object('kind', x.kind, 'words', x.words)) from expert_conflicts x where x.expert_id = e.id),
      'busy', (
        select json_agg(json_build_object('fromMs', epoch_ms(lower(r)), 'toMs', epoch_ms(upper(r))))
        from (select range_agg(b.during) as during from expert_busy b join calendars k on k.id = b.calendar_id
              where b.expert_id = e.id and k.counts and b.during && tstzrange(from_at, to_at)) merged, unnest(merged.during) r),
      'calendars', (
        select json_agg(json_build_object('isWorking', s.state = 'working', 'readAt', epoch_ms(s.read_at),
          'readUntil', epoch_ms(s.read_until), 'isSameZone', s.read_zone is not distinct from e.zone))
        from calendar_sources s where s.expert_id = e.id and exists (select from calendars k where k.source_id = s.id and k.counts))))
    into found_rows
    from experts e join expert_changes c on c.expert_id = e.id
    where e.id = any (ids);
  return found_rows;
end $function$;
revoke execute on function public.read_experts(uuid[],timestamp with time zone,timestamp with time zone,timestamp with time zone,timestamp with time zone,date) from public;
grant execute on function public.read_experts(uuid[],timestamp with time zone,timestamp with time zone,timestamp with time zone,timestamp with time zone,date) to interviewvector_service;

CREATE OR REPLACE FUNCTION public.release_hold(the_interview uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  perform 1 from expert_changes c
    where c.expert_id = (select b.expert_id from bookings b where b.interview_id = the_interview and b.status = 'held') for no key update;
  delete from bookings b where b.interview_id = the_interview and b.status = 'held'
    and b.expert_id in (select c.expert_id from expert_changes c where c.expert_id = b.expert_id for no key update skip locked);
  return found;
end $function$;
grant execute on function public.release_hold(uuid) to interviewvector_service;
grant execute on function public.release_hold(uuid) to public;

CREATE OR REPLACE FUNCTION public.take_token(the_connection uuid, rate_per_s double precision, burst double precision)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.take_token(the_connection uuid, rate_per_s double precision, burst double precision, reserve double precision)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare bucket rate_buckets; available double precision; at timestamptz;
begin
  insert into rate_buckets (connection_id, tokens) values (the_connection, burst) on conflict do nothing;
  select * into bucket from rate_buckets where connection_id = the_connection for update;
  at := clock_timestamp();
  available := least(burst, bucket.tokens + greatest(0, extract(epoch from at - bucket.refilled_at)) * rate_per_s);
  if available >= 1 + reserve then
    update rate_buckets set tokens = available - 1, refilled_at = at where connection_id = the_connection;
    return 0;
  end if;
  update rate_buckets set tokens = available, refilled_at = at where connection_id = the_connection;
  return ceil((1 + reserve - available) / rate_per_s * 1000);
end $function$;

CREATE OR REPLACE FUNCTION public.touch_booked_expert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    update expert_changes set version = version + 1, changed_in = pg_current_xact_id() where expert_id = old.expert_id;
  end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and old.expert_id <> new.expert_id) then
    update expert_changes set version = version + 1, changed_in = pg_current_xact_id(),
        last_booked_at = case when tg_op = 'INSERT' and new.status = 'confirmed' then greatest(last_booked_at, new.created_at) else last_booked_at end
      where expert_id = new.expert_id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.touch_expert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare the_expert uuid;
begin
  if tg_op = 'DELETE' then the_expert := old.expert_id; else the_expert := new.expert_id; end if;
  update expert_changes set version = version + 1, changed_in = pg_current_xact_id() where expert_id = the_expert;
  if tg_op = 'UPDATE' and old.expert_id <> new.expert_id then
    update expert_changes set version = version + 1, changed_in = pg_current_xact_id() where expert_id = old.expert_id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.touch_expert_of_calendar()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update expert_changes set version = version + 1, changed_in = pg_current_xact_id()
    where expert_id = (select s.expert_id from calendar_sources s where s.id = coalesce(new.source_id, old.source_id));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.touch_experts_of_busy()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update expert_changes set version = version + 1, changed_in = pg_current_xact_id() where expert_id in (select distinct expert_id from changed);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.wake_matching()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update effects set run_after = 'epoch' where id = (
    select id from effects where lane = 'proposal.match' and state = 'pending' and run_after > 'epoch' limit 1 for update skip locked);
  if found then perform pg_notify('effects', ''); end if;
  return null;
end $function$;
