-- Older code: works.
-- Why: as 0166, of what is over: nobody changes those rows, so this may take its time.
update bookings set decision = decision - '{considered,notFree,unfit}'::text[]
  where status in ('released', 'done') and jsonb_exists(decision, 'considered');
