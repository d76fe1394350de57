-- Why: what came twice is shown as skipped, not only forgotten.
alter table deliveries add column repeats integer not null default 0; -- how often the same delivery came again
