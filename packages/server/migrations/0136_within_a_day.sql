-- Older code: works.
-- Why: read while others book; in 0135 it would have kept them waiting for the time that a whole table takes.
alter table bookings validate constraint bookings_within_a_day;
