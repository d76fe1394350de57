/** The parts of a connection, each with an address of its own. Of a former one only its state and its history are left. */
import { SubNav } from "../look/SubNav.tsx";
import type { Connection } from "./connections.ts";

export type LeverPart = "connection" | "postings" | "sync" | "writing" | "texts" | "settings";

const parts: readonly { part: LeverPart; words: string; ended?: true }[] = [
  { part: "connection", words: "Connection", ended: true },
  { part: "postings", words: "Postings" },
  { part: "sync", words: "Sync", ended: true },
  { part: "writing", words: "Notes and feedback" },
  { part: "texts", words: "Texts" },
  { part: "settings", words: "Settings" },
];

export function partOf(pathname: string): LeverPart {
  return parts.find(({ part }) => pathname.endsWith(`/${part}`))?.part ?? "connection";
}

export function LeverNav({ connection, current }: { connection: Connection; current: LeverPart }) {
  const { id, state, preflight, health } = connection;
  const open = preflight.filter((line) => line.state === "red").length;
  const marks: Partial<Record<LeverPart, number>> =
    state === "connected" ? { connection: open, sync: health.failed + health.unread } : {};
  const words = { connection: "to do", sync: "failed" } as Record<LeverPart, string>;
  const pages = parts
    .filter(({ ended }) => state !== "disconnected" || ended)
    .map(({ part, words: name }) => ({
      to: `/app/integrations/${id}${part === "connection" ? "" : `/${part}`}`,
      words: name,
      current: part === current,
      ...(marks[part] ? { mark: `${marks[part]} ${words[part]}` } : {}),
    }));
  return <SubNav label="Parts of this connection" pages={pages} />;
}
