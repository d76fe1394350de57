-- Why: a candidate's link also stands in the ATS, so it is no proof of who holds it. Before data is shown or erased, a code
-- goes to their mail. The code itself is derived from the id and the installation's key; only its use is kept here.
create table access_codes (
  id uuid primary key,
  company_id uuid not null references companies (id),
  candidate_id uuid not null,
  made_at timestamptz not null,
  valid_until timestamptz not null,
  tries_left integer not null check (tries_left >= 0),
  foreign key (company_id, candidate_id) references candidates (company_id, id)
);
create index access_codes_candidate on access_codes (candidate_id, made_at desc);
select make_tenant_table('access_codes');
