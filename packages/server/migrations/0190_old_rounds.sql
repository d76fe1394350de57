-- Older code: works.
-- Why: each reading of a calendar looked for the ones before it by reading everything that was ever done; and looks at preferred times
-- and at holds, which come back every five minutes, were kept for ever.
create index effects_old_rounds on effects (lane, run_after)
  where kind in ('calendar.read', 'proposal.match', 'booking.sweep') and state in ('done', 'skipped');
