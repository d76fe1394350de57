/**
 * Candidate links: id + generation + HMAC, derivable and never stored. A new generation kills the old link. The link also
 * stands in the ATS, so it is no proof of who holds it: it books, moves, cancels and declines, and shows no contact data.
 */
import type { Crypt } from "../crypt.ts";

/** `decide`: keep or cancel what is booked, when its posting has ended. */
export type LinkPurpose = "candidate" | "retrigger" | "decide" | "rating";

const MAC_BYTES = 18;

export interface LinkTarget {
  interviewId: string;
  generation: number;
}

export function linkToken(crypt: Crypt, purpose: LinkPurpose, target: LinkTarget): string {
  const head = Buffer.alloc(18);
  Buffer.from(target.interviewId.replaceAll("-", ""), "hex").copy(head);
  head.writeUInt16BE(target.generation, 16);
  const mac = crypt.sign(`link:${purpose}`, head).subarray(0, MAC_BYTES);
  return Buffer.concat([head, mac]).toString("base64url");
}

/** Null for anything that we did not make ourselves for this purpose. Whether the generation is current, the caller looks up. */
export function readLinkToken(crypt: Crypt, purpose: LinkPurpose, token: string): LinkTarget | null {
  if (!/^[A-Za-z0-9_-]{48}$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  const head = bytes.subarray(0, 18);
  if (!crypt.verify(`link:${purpose}`, head, bytes.subarray(18))) return null;
  const hex = head.toString("hex", 0, 16);
  return {
    interviewId: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-"),
    generation: head.readUInt16BE(16),
  };
}

export function candidateUrl(crypt: Crypt, publicUrl: string, target: LinkTarget): string {
  return `${publicUrl}/i/${linkToken(crypt, "candidate", target)}`;
}

/** Stands in mails to the candidate only, never in the ATS: it rates, and does nothing else. */
export function ratingUrl(crypt: Crypt, publicUrl: string, target: LinkTarget): string {
  return `${publicUrl}/rate/${linkToken(crypt, "rating", target)}`;
}

export function retriggerUrl(crypt: Crypt, publicUrl: string, interviewId: string): string {
  return `${publicUrl}/retrigger/${linkToken(crypt, "retrigger", { interviewId, generation: 0 })}`;
}

export function decideUrl(crypt: Crypt, publicUrl: string, interviewId: string): string {
  return `${publicUrl}/decide/${linkToken(crypt, "decide", { interviewId, generation: 0 })}`;
}
