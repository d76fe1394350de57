/** What belongs to the whole account. */
import type { Wire } from "../wire/wire.ts";
import { archiveReasons } from "./archive-reasons.ts";
import { contacts } from "./contacts.ts";
import { feedbackTemplates } from "./feedback-templates.ts";
import { postings } from "./postings.ts";
import { stages } from "./stages.ts";
import { tags } from "./tags.ts";
import { users } from "./users.ts";
import { webhooks } from "./webhooks.ts";

export function accountResources(wire: Wire) {
  return {
    archiveReasons: archiveReasons(wire),
    contacts: contacts(wire),
    feedbackTemplates: feedbackTemplates(wire),
    postings: postings(wire),
    stages: stages(wire),
    tags: tags(wire),
    users: users(wire),
    webhooks: webhooks(wire),
  };
}
