/** What the processes of the race share: who races for what, and the one statement. */

export interface Race {
  url: string;
  companyId: string;
  experts: string[];
  /** ms */
  starts: number[];
  connections: number;
  tries: number;
  seed: number;
}

export const HOUR = 3_600_000;
/** Business time of the bench: a Monday. */
export const NOW = Date.UTC(2026, 11, 7, 6);

/** A UUID that says what it is of: same number, same id, in every process. */
export function uuidOf(kind: number, number: number): string {
  return `${kind.toString(16).padStart(8, "0")}-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

export interface Asked {
  candidate: number;
  attempt: number;
  startAt: number;
  ranked: readonly string[];
  companyId: string;
}

const day = (at: number): string => {
  const from = Math.floor(at / (24 * HOUR)) * 24 * HOUR;
  return `[${new Date(from).toISOString()},${new Date(from + 24 * HOUR).toISOString()})`;
};
const week = (at: number): string => {
  const monday = Math.floor((at - 4 * 24 * HOUR) / (7 * 24 * HOUR)) * 7 * 24 * HOUR + 4 * 24 * HOUR;
  return `[${new Date(monday).toISOString()},${new Date(monday + 7 * 24 * HOUR).toISOString()})`;
};

/** As the server asks: everything that a booking carries, its reasons included. */
export function bookStatement({ candidate, attempt, startAt, ranked, companyId }: Asked) {
  const id = uuidOf(0xb0 + attempt, candidate);
  return {
    name: "book",
    text: `select outcome, booking_id, expert_id from book_slot($1, null, $2, $3, $4, $5, $6, '15 minutes', '15 minutes', $7, $8, $9, null, $10,
             array['UTC'], array[$11]::tstzrange[], array[$12]::tstzrange[])`,
    values: [
      id,
      uuidOf(0x1a, candidate),
      uuidOf(0xca, candidate),
      companyId,
      new Date(startAt),
      new Date(startAt + HOUR),
      ranked,
      `key:${candidate}:${attempt}`,
      new Date(NOW),
      JSON.stringify({ at: NOW, startAt }),
      day(startAt),
      week(startAt),
    ],
  };
}
