-- Why: an expert's own calendars say when they are busy, and one of them may receive our bookings. Kept are addresses (sealed),
-- intervals and marks for reading again; never what an event is about.
create table calendar_sources (
  id uuid primary key,
  expert_id uuid not null references experts (id) on delete cascade,
  kind text not null check (kind in ('feed', 'caldav')),
  provider text not null check (provider in ('google', 'outlook', 'apple', 'caldav', 'other')),
  name text not null,
  host text not null,                   -- shown; the address itself is a secret
  secrets bytea not null,
  state text not null check (state in ('new', 'working', 'broken')),
  problem jsonb,                        -- {code, words}: why the last reading failed
  failures integer not null default 0,  -- in a row
  broken_at timestamptz,
  tried_at timestamptz,                 -- business time, as all of these
  read_at timestamptz,                  -- the last time that all of it was known
  read_until timestamptz,               -- busy times are known until then
  read_zone text,                       -- the expert's zone at that time: whole days and floating times depend on it
  read_rules text,                      -- version of the runtime's zone data at that time
  etag text,                            -- of a feed
  last_modified text,
  events integer not null default 0,
  soon integer not null default 0,      -- events that take time in the two weeks after the last reading
  unknown_zones text[] not null default '{}',
  owners text[] not null default '{}',  -- addresses of the expert there: what they declined is free
  created_at timestamptz not null
);
create index calendar_sources_expert on calendar_sources (expert_id);

-- The calendars of a source: one for a feed, those of the account for CalDAV.
create table calendars (
  id uuid primary key,
  source_id uuid not null references calendar_sources (id) on delete cascade,
  url text not null,                    -- empty for a feed
  name text not null,
  counts boolean not null,              -- its events make the expert busy
  receives boolean not null default false,
  may_write boolean not null default false,
  sync_token text,
  ctag text,
  unique (source_id, url)
);

-- What is kept of one object of a CalDAV calendar, so that only those that changed are read again.
create table calendar_objects (
  calendar_id uuid not null references calendars (id) on delete cascade,
  href text not null,
  etag text,
  events integer not null,
  soon integer not null,
  goes_on boolean not null,             -- there is more of it after what was asked for
  unknown_zones text[] not null default '{}',
  problem jsonb,                        -- {code, words}: it can't be read
  primary key (calendar_id, href)
);
create table expert_busy (
  expert_id uuid not null references experts (id) on delete cascade,
  calendar_id uuid not null references calendars (id) on delete cascade,
  href text not null default '',
  during tstzrange not null check (not isempty(during))
);
create index expert_busy_expert on expert_busy using gist (expert_id, during);
create index expert_busy_calendar on expert_busy (calendar_id, href);

-- Our bookings as they stand in an expert's calendar.
create table calendar_entries (
  interview_id uuid not null,
  expert_id uuid not null references experts (id) on delete cascade,
  calendar_id uuid not null references calendars (id) on delete cascade,
  href text not null,
  sequence integer not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (interview_id, expert_id, calendar_id)
);
grant select, insert, update, delete on calendar_sources, calendars, calendar_objects, expert_busy, calendar_entries to interviewvector_service;

-- Ten thousand intervals that are replaced at once raise the expert's version once.
create function touch_experts_of_busy() returns trigger language plpgsql as $$
begin
  update experts set version = version + 1 where id in (select distinct expert_id from changed);
  return null;
end $$;
create trigger busy_touch_insert after insert on expert_busy referencing new table as changed for each statement execute function touch_experts_of_busy();
create trigger busy_touch_delete after delete on expert_busy referencing old table as changed for each statement execute function touch_experts_of_busy();
-- A source that begins, ends, breaks or is mended changes whether its expert may be booked; that it was read again does not.
create trigger calendar_sources_touch after insert or delete or update of state, read_until on calendar_sources for each row execute function touch_expert();

-- Which calendars count is the expert's choice, and changes what is known of them.
create function touch_expert_of_calendar() returns trigger language plpgsql as $$
begin
  update experts set version = version + 1 where id = (select s.expert_id from calendar_sources s where s.id = coalesce(new.source_id, old.source_id));
  return null;
end $$;
create trigger calendars_touch after insert or delete or update of counts on calendars for each row execute function touch_expert_of_calendar();
