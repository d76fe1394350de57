-- Why: row level security needs roles that cannot bypass it; the server switches to one of them on every connection.
-- interviewvector_company sees one company (setting iv.company), interviewvector_service works across companies
-- (webhook keys, links, effects), interviewvector_auth owns nothing but sign-in. None of them can log in.
do $$
declare role_name text;
begin
  foreach role_name in array array['interviewvector_company', 'interviewvector_service', 'interviewvector_auth'] loop
    if not exists (select 1 from pg_roles where rolname = role_name) then
      begin
        execute format('create role %I nologin nobypassrls', role_name);
      exception when duplicate_object or unique_violation then
        null; -- another database of this cluster migrated at the same moment: the role is there
      end;
    end if;
    if not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant %I to current_user', role_name);
    end if;
  end loop;
end $$;

create extension if not exists btree_gist;

create schema auth;
grant usage on schema auth to interviewvector_auth, interviewvector_service;
grant usage on schema public to interviewvector_company, interviewvector_service;

-- The company of this transaction. After `set local` an unset value reads as '', hence nullif.
create function current_company() returns uuid language sql stable as
$$ select nullif(current_setting('iv.company', true), '')::uuid $$;

-- Every tenant table gets the same two policies; a tenant table without this call fails the isolation test.
create function make_tenant_table(table_name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy company on %s to interviewvector_company using (company_id = current_company()) with check (company_id = current_company())', table_name);
  execute format('create policy service on %s to interviewvector_service using (true) with check (true)', table_name);
  execute format('grant select, insert, update, delete on %s to interviewvector_company, interviewvector_service', table_name);
end $$;
