-- Why: candidates, their interviews, everything that happened to them, and the reports.
create table candidates (
  id uuid primary key,
  company_id uuid not null references companies (id),
  connection_id uuid not null,
  contact_id text not null,
  name text not null default '',
  emails text[] not null default '{}',
  phones jsonb not null default '[]',
  location text not null default '',
  links text[] not null default '{}',
  has_resume boolean not null default false,
  zone text,
  read_at timestamptz not null,
  bounced_emails text[] not null default '{}',
  erased_at timestamptz,
  created_at timestamptz not null,
  unique (company_id, id),
  unique (connection_id, contact_id),
  foreign key (company_id, connection_id) references connections (company_id, id)
);
select make_tenant_table('candidates');

create table interviews (
  id uuid primary key,
  company_id uuid not null references companies (id),
  connection_id uuid not null,
  candidate_id uuid not null,
  position_id uuid not null,
  round_id uuid,
  round_number integer not null,
  opportunity_id text not null,
  entered_at timestamptz not null,
  repeat integer not null default 0,    -- 0 = made by the entry itself; redo counts up
  state text not null check (state in ('blocked', 'invited', 'proposed', 'scheduled', 'live', 'awaiting_report', 'in_review',
    'completed', 'cancelled', 'candidate_no_show', 'expert_no_show', 'interrupted', 'expired', 'unschedulable')),
  version integer not null default 1,   -- rises with every event; names the effects of that event
  generation integer not null default 1,
  sequence integer not null default 0,  -- of the calendar invitation
  blocked_reasons text[] not null default '{}',
  noted_reasons text[] not null default '{}',
  invited_at timestamptz,
  book_by timestamptz,
  latest_at timestamptz,                -- the interview may lie no later than this
  starts_at timestamptz,
  ends_at timestamptz,
  booking_id uuid references bookings (id),
  expert_id uuid references experts (id),
  reschedules integer not null default 0,
  proposal jsonb,
  leaving_at timestamptz,
  extra_minutes integer not null default 0,
  accommodation text,
  cancel_reason text,
  report_due_at timestamptz,
  guide_id uuid,
  guide_version integer,
  owner jsonb,                          -- {id, name, username, email} of the opportunity's owner
  ats jsonb not null default '{}',      -- ids that effects saved: {panelId, interviewId, noteId, feedbackId, fileId}
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (company_id, id),
  unique (connection_id, opportunity_id, entered_at, round_number, repeat),
  foreign key (company_id, connection_id) references connections (company_id, id),
  foreign key (company_id, candidate_id) references candidates (company_id, id),
  foreign key (company_id, position_id) references positions (company_id, id),
  foreign key (company_id, round_id) references rounds (company_id, id),
  foreign key (guide_id, guide_version) references guide_versions (guide_id, version),
  check ((booking_id is null) = (starts_at is null))
);
create index interviews_opportunity on interviews (connection_id, opportunity_id);
create index interviews_company on interviews (company_id, changed_at desc);
create index interviews_expert on interviews (expert_id, starts_at);
create index interviews_state on interviews (state);
select make_tenant_table('interviews');

create table history (
  id bigint generated always as identity primary key,
  company_id uuid not null references companies (id),
  interview_id uuid not null,
  version integer not null,
  at timestamptz not null,
  event text not null,
  actor jsonb not null,                 -- {kind, id?, name?}
  words text not null,                  -- the sentence on the timeline
  details jsonb not null default '{}',
  foreign key (company_id, interview_id) references interviews (company_id, id)
);
create index history_interview on history (interview_id, id);
select make_tenant_table('history');

create table reports (
  id uuid primary key,
  company_id uuid not null references companies (id),
  interview_id uuid not null unique,
  expert_id uuid not null references experts (id),
  draft jsonb not null default '{}',
  draft_version integer not null default 0,
  saved_at timestamptz,
  version integer not null default 0,   -- of what was submitted; 0 = never
  submitted jsonb,
  submitted_at timestamptz,
  foreign key (company_id, interview_id) references interviews (company_id, id)
);
select make_tenant_table('reports');
