-- Why: every version of a report is kept, with when it was released or sent back; a missed promise and a review have their times.
alter table interviews add column report_overdue_at timestamptz;
alter table interviews add column review_due_at timestamptz;

create table report_versions (
  company_id uuid not null references companies (id),
  interview_id uuid not null,
  version integer not null check (version > 0),
  expert_id uuid not null references experts (id),
  content jsonb,                        -- null once the candidate's data were erased
  submitted_at timestamptz not null,
  released_at timestamptz,
  sent_back_at timestamptz,
  sent_back_words text,
  primary key (interview_id, version),
  foreign key (company_id, interview_id) references interviews (company_id, id)
);
select make_tenant_table('report_versions');

insert into report_versions (company_id, interview_id, version, expert_id, content, submitted_at, released_at)
  select r.company_id, r.interview_id, r.version, r.expert_id, r.submitted, r.submitted_at,
         case when i.state = 'completed' then r.submitted_at end
  from reports r join interviews i on i.id = r.interview_id
  where r.version > 0 and r.submitted_at is not null;
