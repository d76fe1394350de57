-- Why: a stage that is removed in the ATS, or another one chosen, must not look like fifty candidates who left it.
alter table interviews add column stage_id text; -- in which the candidate entered
update interviews set stage_id = c.stage_id from connections c where c.id = interviews.connection_id;
alter table connections add column stage_missing_since timestamptz, add column gone_stage_ids text[] not null default '{}';
