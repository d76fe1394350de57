-- Why: what people change in the ATS on an interview of ours is noticed, and asked about; never cancelled or put back by itself.
alter table interviews add column ats_question jsonb; -- {what, startAt, endAt, foundAt, answeredAt}

-- When we last compared what stands in the ATS of an interview with what we wrote.
create table ats_looks (
  interview_id uuid primary key,
  company_id uuid not null references companies (id),
  looked_at timestamptz not null
);
create index ats_looks_company on ats_looks (company_id);
select make_tenant_table('ats_looks');
