-- Older code: works.
-- Why: the reasons of standing bookings are kept as assignments; the copies go. Rows that somebody works on are left: whoever moves them leaves the
-- reasons out anyhow. What is over follows in 0167, which nobody waits for.
update bookings set decision = decision - '{considered,notFree,unfit}'::text[]
  where id in (select id from bookings where status in ('held', 'confirmed') and jsonb_exists(decision, 'considered') for no key update skip locked);
