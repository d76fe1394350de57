/** The company's connections, as one list that all pages of integrations read. */
import { integrationApi, type AnswerOf } from "@interviewvector/domain";
import { useAnswer } from "../query.ts";

export type Connections = AnswerOf<typeof integrationApi.listConnections>;
export type Connection = Connections["connections"][number];
export type PreflightLine = Connection["preflight"][number];

/** `watching`: something is expected from outside, read every two seconds; else twice a minute. */
export function useConnections(watching = false) {
  return useAnswer(integrationApi.listConnections, {}, { refetchMs: watching ? 2000 : 30_000 });
}
