-- Why: candidates say how an interview was. One rating for each, changeable for a time; a bad one is looked into, and answered.
create table ratings (
  company_id uuid not null references companies (id),
  interview_id uuid primary key,
  expert_id uuid not null references experts (id),
  held_at timestamptz not null,
  score integer not null check (score between 1 and 5),
  words text not null,
  rated_at timestamptz not null,
  changed_at timestamptz not null,
  unique (company_id, interview_id),
  foreign key (company_id, interview_id) references interviews (company_id, id)
);
create index ratings_company on ratings (company_id, rated_at desc);
create index ratings_expert on ratings (expert_id, rated_at desc);
select make_tenant_table('ratings');
-- The company sees the number. What the candidate wrote is for those who run the service.
revoke all on ratings from interviewvector_company;
grant select (company_id, interview_id, expert_id, held_at, score, rated_at, changed_at) on ratings to interviewvector_company;

create table rating_audits (
  company_id uuid not null references companies (id),
  interview_id uuid primary key,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  taken_by text,
  finding text,
  action text,
  answer text,
  ended_at timestamptz,
  ended_by text,
  foreign key (company_id, interview_id) references ratings (company_id, interview_id)
);
create index rating_audits_open on rating_audits (due_at) where ended_at is null;
select make_tenant_table('rating_audits');
revoke all on rating_audits from interviewvector_company;
