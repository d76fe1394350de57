-- Why: a consent belongs to the session that began it and asks for what the company agreed to; a company has several connections; a webhook whose token is wrong says so.
alter table oauth_states
  add column session_key bytea,                        -- keyed hash of the session that began it
  add column scopes text[] not null default '{}';      -- what was asked for

alter table connections
  add column asked_scopes text[] not null default '{}', -- what the company agreed to ask for; empty for keys
  add column connected_at timestamptz default now(),                -- when it was connected, anew after an end: who stood in the stage before is not invited
  add column form_shape bytea,                          -- of our own feedback form: a hash of the fields that we last put into it
  add column access_revoked boolean;                    -- after an end: whether the ATS took its consent back; null when it did not say
update connections set connected_at = created_at;
alter table connections alter column connected_at set not null;

alter table webhooks
  add column refused_at timestamptz,                    -- the last delivery to this address that was turned away
  add column refused_reason text,
  add column asked_at timestamptz,                      -- when the ATS was last asked for a test delivery
  add column left_in_ats boolean not null default false; -- ours no more, but we could not take it out of the ATS: a person must

-- What a connection owes and has failed at is counted on its page, and listed in Sync.
create index effects_connection on effects (connection_id, seq desc) where connection_id is not null;
