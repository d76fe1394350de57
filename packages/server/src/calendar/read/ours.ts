/**
 * Tells our own entries among an expert's events, written by us or added from our mail: they are bookings already and must
 * not count twice. By the UID that we gave them, or, where a calendar has given another one, by the link to the interview.
 */
import type { Whose } from "./event.ts";

const id = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export function oursBy({ expertId, publicUrl }: { expertId: string; publicUrl: string }): Whose["isOurs"] {
  const ourUid = new RegExp(`^${id}-expert-${expertId}@`, "i");
  const link = `${publicUrl}/expert/interviews/`.toLowerCase();
  return (uid, texts) => ourUid.test(plainUid(uid)) || texts().some((text) => text.toLowerCase().includes(link));
}

/** Exchange wraps the UID of an invitation into its own: hexadecimal, after the word "vCal-Uid" (MS-OXCICAL, section 2.1.3.1.1.20.26). */
function plainUid(uid: string): string {
  const wrapped = /7643616c2d55696401000000((?:[0-9a-f]{2})+)$/i.exec(uid);
  return wrapped?.[1] === undefined ? uid : Buffer.from(wrapped[1], "hex").toString("latin1").replaceAll("\0", "");
}
