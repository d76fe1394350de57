-- Why: what becomes confidential in the ATS is not shown to us any more. That is said where people look, and nothing stops in silence.
alter table postings add column hidden_since timestamptz;
alter table interviews add column hidden_since timestamptz;
