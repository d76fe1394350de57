/** Durations in ms, written as people say them. */
export function seconds(count: number): number {
  return count * 1000;
}

export function minutes(count: number): number {
  return count * 60_000;
}

export function hours(count: number): number {
  return count * 3_600_000;
}

/** A day as a span of 24 hours; calendar days are another thing and need a zone. */
export function days(count: number): number {
  return count * 86_400_000;
}
