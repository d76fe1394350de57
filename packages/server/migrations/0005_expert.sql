-- Why: experts, their times and the bookings. Not tenant tables: row security would hide a booking and still refuse its overlap.
-- A company sees its own through the view company_bookings.
create table experts (
  id uuid primary key,
  user_id text unique references auth."user" (id),
  name text not null,
  first_name text not null,
  email text not null unique,
  zone text not null,
  state text not null check (state in ('applied', 'screening', 'shadow', 'reverse_shadow', 'active', 'paused', 'gone')),
  skills jsonb not null default '[]',   -- [{skill, level 1-4}]
  categories text[] not null default '{}',
  roles text[] not null default '{}',
  languages text[] not null default '{en}',
  employers text[] not null default '{}',
  meeting_url text,
  max_per_day integer not null default 2 check (max_per_day >= 0),
  max_per_week integer not null default 6 check (max_per_week >= 0),
  notice_minutes integer not null default 360 check (notice_minutes >= 0),
  version bigint not null default 1,    -- rises with every change of rules or busy times: compiled rows are kept by it
  last_booked_at timestamptz,
  created_at timestamptz not null default now()
);
create table expert_hours (
  expert_id uuid not null references experts (id) on delete cascade,
  weekday integer not null check (weekday between 1 and 7),
  from_minute integer not null check (from_minute between 0 and 1439),
  to_minute integer not null check (to_minute between 1 and 1440 and to_minute > from_minute),
  primary key (expert_id, weekday, from_minute)
);
create table expert_overrides (
  expert_id uuid not null references experts (id) on delete cascade,
  on_date date not null,
  intervals jsonb not null,             -- [{fromMinute, toMinute}]; [] = closed
  primary key (expert_id, on_date)
);
create table expert_time_off (
  id uuid primary key,
  expert_id uuid not null references experts (id) on delete cascade,
  during tstzrange not null check (not isempty(during)),
  note text not null default ''
);
create index expert_time_off_expert on expert_time_off (expert_id);
grant select, insert, update, delete on experts, expert_hours, expert_overrides, expert_time_off to interviewvector_service;

create table bookings (
  id uuid primary key,
  expert_id uuid not null references experts (id),
  candidate_id uuid not null,
  company_id uuid not null references companies (id),
  interview_id uuid not null,
  status text not null check (status in ('held', 'confirmed', 'released', 'done')),
  during tstzrange not null check (not isempty(during)),
  hold_expires_at timestamptz,
  idempotency_key text not null unique,
  decision jsonb,                       -- considered experts and reasons
  created_at timestamptz not null,
  check ((status = 'held') = (hold_expires_at is not null)),
  exclude using gist (expert_id with =, during with &&) where (status in ('held', 'confirmed')),
  exclude using gist (candidate_id with =, during with &&) where (status in ('held', 'confirmed'))
);
create index bookings_interview on bookings (interview_id);
create index bookings_expert on bookings (expert_id, lower(during));
grant select, insert, update, delete on bookings to interviewvector_service;

create view company_bookings with (security_barrier) as
  select b.id, b.company_id, b.interview_id, b.expert_id, e.first_name as expert_first_name, b.status,
         lower(b.during) as starts_at, upper(b.during) as ends_at
  from bookings b join experts e on e.id = b.expert_id
  where b.company_id = current_company();
grant select on company_bookings to interviewvector_company;

create function touch_expert() returns trigger language plpgsql as $$
declare the_expert uuid;
begin
  if tg_op = 'DELETE' then the_expert := old.expert_id; else the_expert := new.expert_id; end if;
  update experts set version = version + 1 where id = the_expert;
  if tg_op = 'UPDATE' and old.expert_id <> new.expert_id then
    update experts set version = version + 1 where id = old.expert_id;
  end if;
  return null;
end $$;
-- Whatever changes a row of experts raises its version, so that nobody can forget it. The sum of all versions only rises, in
-- whatever order transactions commit: one cheap number tells a process whether its compiled rows are still true.
create function raise_expert_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger experts_version before update on experts for each row execute function raise_expert_version();
create trigger hours_touch after insert or update or delete on expert_hours for each row execute function touch_expert();
create trigger overrides_touch after insert or update or delete on expert_overrides for each row execute function touch_expert();
create trigger time_off_touch after insert or update or delete on expert_time_off for each row execute function touch_expert();
create trigger bookings_touch after insert or delete or update of expert_id, status, during on bookings for each row execute function touch_expert();

grant create on schema public to interviewvector_service;
alter view company_bookings owner to interviewvector_service;
revoke create on schema public from interviewvector_service;
