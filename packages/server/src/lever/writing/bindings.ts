/** The API of how a connection writes: threads, tags and link, the words of notes and mails, and the feedback form. */
import { writingApi as api, type AnswerOf } from "@interviewvector/domain";
import { forCompany, type Binding } from "../../http/bind.ts";
import type { ConnectionRow } from "../connection/open.ts";
import { ownConnection } from "../setup/deps.ts";
import { whyNoStatus } from "../write/status.ts";
import { changeWriting } from "./change.ts";
import { feedbackFormBindings } from "./feedback-form-bindings.ts";
import { textBindings, type WritingDeps } from "./text-bindings.ts";

export function writingBindings(deps: WritingDeps): Binding[] {
  return [...manner(deps), ...textBindings(deps), ...feedbackFormBindings(deps)];
}

function manner(deps: WritingDeps): Binding[] {
  return [
    forCompany(api.getWriting, async ({ by, params }) =>
      writingOf(await ownConnection(deps, by, params["connectionId"] ?? "")),
    ),
    forCompany(api.updateWriting, async ({ by, params, body }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      await changeWriting(deps, by, row.id, body);
      return writingOf(await ownConnection(deps, by, params["connectionId"] ?? ""));
    }),
  ];
}

function writingOf(row: ConnectionRow): AnswerOf<typeof api.getWriting> {
  return {
    noteThread: row.note_thread,
    statusTags: row.status_tags,
    opportunityLink: row.opportunity_link,
    whyNoStatus: whyNoStatus(row),
  };
}
