-- Older code: works.
-- Why: what waits because the other side was away is looked for when that side is back, by connection. Few rows ever are in it.
create index effects_away on effects (connection_id, (last_error ->> 'away'))
  where state in ('pending', 'unsure') and last_error ->> 'away' is not null;
