-- Why: companies write their own notes and mails, choose how notes, tags and a link stand in the ATS, and what of a report fills which field there.
alter table connections
  add column note_thread boolean not null default false,       -- true: an interview's notes are replies under its first one
  add column status_tags boolean not null default false,
  add column opportunity_link boolean not null default false,
  add column feedback_mapping jsonb not null default '{}';     -- {template id: {"type:label": what fills it}}

create table texts (
  company_id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('note', 'mail')),
  name text not null,
  subject text check ((subject is not null) = (kind = 'mail')),
  words text not null,
  changed_by text not null,             -- name of the person
  changed_at timestamptz not null,
  primary key (company_id, connection_id, kind, name),
  foreign key (company_id, connection_id) references connections (company_id, id)
);
select make_tenant_table('texts');
