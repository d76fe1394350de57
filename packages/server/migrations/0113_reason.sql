-- Why: each reason for which nothing happened has a name, so that what one can do about it does not hang on its wording.
alter table deliveries add column reason_code text;
