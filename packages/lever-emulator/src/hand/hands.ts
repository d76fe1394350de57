/**
 * The hands of people in Lever, for tests, the world and demos: what a recruiter or Super Admin does in the app, by
 * name. Each change goes through the same acts as on the board and sends the same webhooks. Readers give copies of what
 * stands in Lever, without touching the rate or the journal.
 */
import type { ContactData } from "../contact/act.ts";
import { anonymizeContact, editContact } from "../contact/act.ts";
import type { Act, Core } from "../core.ts";
import { addFile, addResume, removeResume } from "../file/act.ts";
import { createNote, deleteNote } from "../note/act.ts";
import * as opportunities from "../opportunity/act.ts";
import { createOpportunity } from "../opportunity/create.ts";
import { revokeApp } from "../oauth/grant.ts";
import { changePosting, createPosting, deletePosting, setPostingConfidentiality, tagPosting } from "../posting/act.ts";
import { cancelInterview, replaceInterview } from "../panel/act.ts";
import { addStage, removeStage, renameStage } from "../stage/act.ts";
import type { Account, Opportunity, Origin, Posting, WebhookEvent } from "../state/records.ts";
import { find, of } from "../state/state.ts";
import { switchWebhookGroup } from "../webhook/act.ts";
import { pdf } from "../scenario/pdf.ts";
import * as named from "./name.ts";

/** Who does it, by user name; the first Super Admin if left out. */
export type By = { by?: string };

export type NewOpportunity = By & {
  name: string;
  email?: string | null;
  phone?: string | null;
  headline?: string;
  location?: string;
  links?: string[];
  /** Title or id. */
  posting?: string;
  /** Name or id; New applicant with a posting, else New lead. */
  stage?: string;
  /** User name or id. */
  owner?: string;
  /** True for a little PDF, or bytes of one's own. */
  resume?: boolean | { name: string; bytes: Uint8Array };
  tags?: string[];
  origin?: Origin;
};

export type Hands = ReturnType<typeof handsOf>;

export function handsOf(core: Core, account: Account) {
  return {
    ...changes(core, account),
    ...settingChanges(core, account),
    ...postingChanges(core, account),
    ...readers(account),
  };
}

function actBy(core: Core, account: Account, { by }: By = {}): Act {
  return { core, account, user: named.user(account, by), madeBy: "app", credential: null };
}

function changes(core: Core, account: Account) {
  const opportunity = (id: string) => find(account, "opportunities", id);
  const contactOf = (id: string) => find(account, "contacts", opportunity(id).contact);
  return {
    createOpportunity: (what: NewOpportunity): Opportunity => create(actBy(core, account, what), what),
    /** Says whether it moved; it does not when it stands there already. */
    moveToStage: (id: string, stage: string, as: By = {}): boolean =>
      opportunities.moveToStage(actBy(core, account, as), opportunity(id), named.stage(account, stage).id),
    editContact: (id: string, data: ContactData, as: By = {}): void =>
      editContact(actBy(core, account, as), contactOf(id), data),
    addResume: (id: string, file: { name?: string; bytes?: Uint8Array } = {}, as: By = {}) => {
      const { name } = contactOf(id);
      const { name: fileName = `${name || "candidate"}-resume.pdf`, bytes = pdf([name, "Résumé"]) } = file;
      return structuredClone(addResume(actBy(core, account, as), opportunity(id), { name: fileName, bytes }));
    },
    /** The newest one, if none is named. */
    removeResume: (id: string, resumeId?: string, as: By = {}): void => {
      const resume = resumeId === undefined ? of(account.resumes, id).at(-1) : find(account, "resumes", resumeId);
      if (resume) removeResume(actBy(core, account, as), opportunity(id), resume);
    },
    addFile: (id: string, file: { name: string; bytes: Uint8Array }, as: By = {}) =>
      structuredClone(addFile(actBy(core, account, as), opportunity(id), file)),
    addTags: (id: string, tags: string[], as: By = {}): boolean =>
      opportunities.changeTags(actBy(core, account, as), opportunity(id), { add: tags }),
    removeTags: (id: string, tags: string[], as: By = {}): boolean =>
      opportunities.changeTags(actBy(core, account, as), opportunity(id), { remove: tags }),
    addNote: (id: string, value: string, as: By & { secret?: boolean } = {}) =>
      structuredClone(createNote(actBy(core, account, as), opportunity(id), { value, secret: as.secret ?? false })),
    archive: (id: string, reason: string, as: By & { cleanInterviews?: boolean } = {}): void =>
      opportunities.archive(actBy(core, account, as), opportunity(id), {
        reason: named.archiveReason(account, reason).id,
        cleanInterviews: as.cleanInterviews ?? false,
      }),
    unarchive: (id: string, as: By = {}): boolean => opportunities.unarchive(actBy(core, account, as), opportunity(id)),
    hire: (id: string, as: By = {}): void =>
      opportunities.archive(actBy(core, account, as), opportunity(id), {
        reason: named.archiveReason(account, "Hired").id,
      }),
    setOwner: (id: string, owner: string | null, as: By = {}): void =>
      opportunities.setOwner(
        actBy(core, account, as),
        opportunity(id),
        owner === null ? null : named.user(account, owner).id,
      ),
    /** Confidential or not, without its posting. */
    setConfidential: (id: string, on: boolean, as: By = {}): void =>
      opportunities.setConfidentiality(
        actBy(core, account, as),
        opportunity(id),
        on ? "confidential" : "non-confidential",
      ),
    deleteOpportunity: (id: string, as: By = {}): void =>
      opportunities.deleteOpportunity(actBy(core, account, as), opportunity(id)),
    anonymize: (id: string, as: By = {}): void => anonymizeContact(actBy(core, account, as), contactOf(id)),
    /** Without telling anybody who keeps it elsewhere. */
    moveInterview: (interviewId: string, date: number, as: By = {}): void => {
      const interview = find(account, "interviews", interviewId);
      replaceInterview(actBy(core, account, as), interview, { ...interview, date });
    },
    deleteNote: (noteId: string, as: By = {}): void =>
      deleteNote(actBy(core, account, as), find(account, "notes", noteId)),
    cancelInterview: (interviewId: string, as: By = {}): void =>
      cancelInterview(actBy(core, account, as), find(account, "interviews", interviewId)),
  };
}

/** What a Super Admin does in the settings. */
function settingChanges(core: Core, account: Account) {
  return {
    switchWebhookGroup: (event: WebhookEvent, on: boolean): void => switchWebhookGroup(actBy(core, account), event, on),
    /** As if the consent had been given for other scopes. Tokens stay as they are. */
    setAppScopes: (clientId: string, scopes: string[]): void => {
      for (const grant of Object.values(core.state.oauth.grants))
        if (grant.clientId === clientId && grant.account === account.key) grant.scopes = scopes;
      core.changed();
    },
    revokeApp: (clientId: string): boolean => revokeApp(core, clientId, account.key),
    deactivateUser: (username: string): void => {
      named.user(account, username).deactivatedAt = core.clock.now();
      core.changed();
    },
    /** As a Super Admin edits the pipeline. Opportunities in the stage go to the one before it. */
    deleteStage: (stage: string): void => removeStage(actBy(core, account), named.stage(account, stage).id),
    createStage: (text: string) => structuredClone(addStage(actBy(core, account), text)),
    renameStage: (stage: string, text: string): void =>
      renameStage(actBy(core, account), named.stage(account, stage).id, text),
  };
}

function create(act: Act, what: NewOpportunity): Opportunity {
  const { account } = act;
  const { email, phone, resume, posting, stage, owner, by: _, ...rest } = what;
  const { opportunity } = createOpportunity(act, {
    ...rest,
    emails: email ? [email] : [],
    phones: phone ? [{ type: "mobile", value: phone }] : [],
    stage:
      stage === undefined ? (posting === undefined ? "lead-new" : "applicant-new") : named.stage(account, stage).id,
    ...(posting === undefined ? {} : { posting: named.posting(account, posting).id }),
    ...(owner === undefined ? {} : { owner: named.user(account, owner).id }),
  });
  if (resume === true)
    addResume(act, opportunity, { name: `${what.name}-resume.pdf`, bytes: pdf([what.name, "Résumé"]) });
  else if (resume) addResume(act, opportunity, resume);
  return structuredClone(opportunity);
}

function postingChanges(core: Core, account: Account) {
  const posting = (titleOrId: string) => named.posting(account, titleOrId);
  return {
    createPosting: (data: { text: string; tags?: string[]; state?: Posting["state"] } & By): Posting => {
      const { by: _, ...fields } = data;
      const published = { state: "published" as const, distributionChannels: ["public", "internal"] };
      return structuredClone(createPosting(actBy(core, account, data), { ...published, ...fields }));
    },
    tagPosting: (titleOrId: string, tag: string): void =>
      tagPosting(actBy(core, account), posting(titleOrId), { add: tag }),
    untagPosting: (titleOrId: string, tag: string): void =>
      tagPosting(actBy(core, account), posting(titleOrId), { remove: tag }),
    renamePosting: (titleOrId: string, text: string): void =>
      changePosting(actBy(core, account), posting(titleOrId), { text }),
    closePosting: (titleOrId: string): void =>
      changePosting(actBy(core, account), posting(titleOrId), { state: "closed" }),
    reopenPosting: (titleOrId: string): void =>
      changePosting(actBy(core, account), posting(titleOrId), { state: "published" }),
    /** With everybody who applied to it. */
    setPostingConfidential: (titleOrId: string, on: boolean): void =>
      setPostingConfidentiality(actBy(core, account), posting(titleOrId), on ? "confidential" : "non-confidential"),
    deletePosting: (titleOrId: string): void => deletePosting(actBy(core, account), posting(titleOrId)),
  };
}

function readers(account: Account) {
  const copies = <T extends { opportunityId: string }>(records: Record<string, T>, id: string): T[] =>
    structuredClone(of(records, id));
  return {
    key: account.key,
    id: account.id,
    stage: (nameOrId: string) => structuredClone(named.stage(account, nameOrId)),
    user: (username?: string) => structuredClone(named.user(account, username)),
    posting: (titleOrId: string) => structuredClone(named.posting(account, titleOrId)),
    postings: () => structuredClone(Object.values(account.postings)),
    feedbackTemplate: (nameOrId: string) => structuredClone(named.feedbackTemplate(account, nameOrId)),
    /** By the candidate's name or the id. */
    opportunity: (nameOrId: string) => structuredClone(named.opportunity(account, nameOrId)),
    opportunities: () => structuredClone(Object.values(account.opportunities)),
    contactOf: (id: string) => structuredClone(find(account, "contacts", find(account, "opportunities", id).contact)),
    /** Own tags first, then the posting's, as Lever shows them. */
    tagsOf: (id: string) => {
      const { tags, postingTags } = find(account, "opportunities", id);
      return [...tags, ...postingTags];
    },
    notesOf: (id: string) => copies(account.notes, id),
    panelsOf: (id: string) => copies(account.panels, id),
    interviewsOf: (id: string) => copies(account.interviews, id),
    feedbackOf: (id: string) => copies(account.feedback, id),
    filesOf: (id: string) => copies(account.files, id),
    resumesOf: (id: string) => copies(account.resumes, id),
    webhooks: () => structuredClone(Object.values(account.webhooks)),
  };
}
