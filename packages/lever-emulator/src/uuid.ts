/**
 * Ids that look like Lever's (lower-case UUIDs) and come out the same for the same seed, so that tests and screens
 * can name them. Never used for secrets: those are random (`newSecret`).
 */
import { createHash, randomBytes } from "node:crypto";

/** The id that a scenario gives to a thing it names, e.g. `stableId("acme/opportunity/Maya Fernandez")`. */
export function stableId(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4] ?? "8";
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function newSecret(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
