/**
 * What `npm test` plays of the drills changes from day to day: the day is the seed, and is printed with the test's name. DRILL_DAY
 * plays another day's again.
 */
const dayMs = 24 * 3_600_000;

export const seedOfToday = Number(process.env["DRILL_DAY"] ?? Math.floor(Date.now() / dayMs));
