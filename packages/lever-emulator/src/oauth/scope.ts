/** The scopes that an app may ask for, and what each means in words for the consent page. */
const readOnly: Record<string, string> = {
  applications: "applications",
  archive_reasons: "archive reasons",
  audit_events: "audit events",
  diversity_surveys: "diversity surveys",
  eeo_responses: "EEO answers",
  eeo_responses_pii: "EEO answers with names",
  offers: "offers",
  referrals: "referrals",
  resumes: "résumés",
  sources: "sources",
  stages: "stages of the pipeline",
  tags: "tags",
  tasks: "tasks",
};

const readOrWrite: Record<string, string> = {
  contact: "contact data of candidates",
  feedback: "feedback on candidates",
  feedback_templates: "feedback templates",
  files: "files of candidates",
  forms: "profile forms",
  form_templates: "profile form templates",
  groups: "groups",
  interviews: "interviews",
  notes: "notes on candidates",
  opportunities: "opportunities: candidates, their stage, tags, links and archiving",
  panels: "interview panels",
  permissions: "permissions",
  postings: "job postings",
  requisitions: "requisitions",
  requisition_fields: "requisition fields",
  roles: "roles",
  users: "users of this account",
  webhooks: "webhooks",
};

const special: Record<string, string> = {
  offline_access: "Stay connected when nobody is signed in",
  "confidential:access:admin": "See confidential opportunities and postings",
  "uploads:write:admin": "Upload files for applications",
};

/** A sentence for a known scope, null for an unknown one. */
export function scopeInWords(scope: string): string | null {
  const spoken = special[scope];
  if (spoken !== undefined) return spoken;
  const [, resource = "", access] = /^([a-z_]+):(read|write):admin$/.exec(scope) ?? [];
  const both = readOrWrite[resource];
  if (both !== undefined) return access === "write" ? `Read and change ${both}` : `Read ${both}`;
  const read = readOnly[resource];
  return read !== undefined && access === "read" ? `Read ${read}` : null;
}

/** Write implies read elsewhere; at most 20 may be asked for. */
export const mostScopes = 20;
