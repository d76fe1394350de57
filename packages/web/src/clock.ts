/**
 * The platform's time on this page. A person's computer may run wrong, and a platform may let its time pass faster; the
 * `Date` header of each answer says what the platform believes, and countdowns follow it.
 */
import { useEffect, useState } from "react";

let offsetMs = 0;

export function heardFrom(date: string | null): void {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return;
  const difference = theirs - Date.now();
  // The header has whole seconds, and the answer took a while: small differences say nothing.
  if (Math.abs(difference - offsetMs) > 3000) offsetMs = Math.abs(difference) > 3000 ? difference : 0;
}

export function now(): number {
  return Date.now() + offsetMs;
}

/** The time, read again every `everyMs` and with each drawing, for words such as "3 min ago". */
export function useNow(everyMs = 30_000): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now();
}
