-- Why: what was deleted or anonymised in the ATS is erased here; an interview is erased for its opportunity, a person with the last of theirs.
alter table interviews add column erased_at timestamptz;
