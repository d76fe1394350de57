/**
 * What the emulator remembers, as plain data: everything here survives JSON. Shapes follow what Lever keeps, not
 * what it prints; printing is the business of each resource's `view.ts`. Nothing in here decides anything.
 */

/** Milliseconds since the epoch, as in all of Lever. */
export type Ms = number;

export type Phone = { type: string | null; value: string };

export type Stage = { id: string; text: string; pipeline: Pipeline; rank: number; hasInterview: boolean };
export type Pipeline = "lead" | "applicant" | "screen" | "onsite" | "offer";

export type ArchiveReason = { id: string; text: string; status: "active" | "inactive"; type: "hired" | "non-hired" };

export type User = {
  id: string;
  name: string;
  username: string;
  email: string;
  accessRole: string;
  photo: string | null;
  createdAt: Ms;
  deactivatedAt: Ms | null;
  externalDirectoryId: string | null;
  linkedContactIds: string[] | null;
  jobTitle: string | null;
  managerId: string | null;
};

export type Contact = {
  id: string;
  name: string;
  headline: string;
  location: string;
  emails: string[];
  phones: Phone[];
  links: string[];
  isAnonymized: boolean;
};

export type Posting = {
  id: string;
  text: string;
  state: "published" | "internal" | "closed" | "draft" | "pending" | "rejected";
  distributionChannels: string[] | null;
  confidentiality: Confidentiality;
  user: string;
  owner: string | null;
  hiringManager: string | null;
  categories: Categories;
  tags: string[];
  content: PostingContent;
  country: string | null;
  followers: string[];
  requisitionCodes: string[];
  workplaceType: string;
  createdAt: Ms;
  updatedAt: Ms;
  deletedAt: Ms | null;
};
export type Confidentiality = "non-confidential" | "confidential";
export type Categories = {
  commitment: string | null;
  department: string | null;
  level: string | null;
  location: string | null;
  team: string | null;
  allLocations: string[];
};
export type PostingContent = {
  description: string;
  descriptionHtml: string;
  lists: { text: string; content: string }[];
  closing: string;
  closingHtml: string;
};

export type StageChange = { toStageId: string; toStageIndex: number; updatedAt: Ms; userId?: string };
export type Archived = { reason: string; archivedAt: Ms };

export type Opportunity = {
  id: string;
  contact: string;
  stage: string;
  confidentiality: Confidentiality;
  archived: Archived | null;
  /** Set by people and API calls. */
  tags: string[];
  /** Inherited from the posting, in the order in which Lever shows them. */
  postingTags: string[];
  sources: string[];
  stageChanges: StageChange[];
  origin: Origin;
  sourcedBy: string | null;
  owner: string | null;
  followers: string[];
  createdAt: Ms;
  updatedAt: Ms | null;
  lastInteractionAt: Ms;
  lastAdvancedAt: Ms;
  snoozedUntil: Ms | null;
  opportunityLocation: string | null;
};
export type Origin = "agency" | "applied" | "internal" | "referred" | "sourced" | "university";

export type DeletedOpportunity = { opportunity: Opportunity; deletedBy: string | null; deletedAt: Ms };

export type Application = {
  id: string;
  type: "posting" | "user" | "referral";
  opportunityId: string;
  posting: string;
  postingHiringManager: string | null;
  postingOwner: string | null;
  user: string | null;
  name: string | null;
  company: string | null;
  phone: Phone | null;
  email: string | null;
  links: string[];
  comments: string | null;
  createdAt: Ms;
  archived: Archived | null;
};

export type MadeBy = "api" | "app";
export type Comment = { value: string; createdAt: Ms; user: string | null; score: number | null; stage: string };
export type Note = {
  id: string;
  opportunityId: string;
  comments: Comment[];
  user: string | null;
  secret: boolean;
  createdAt: Ms;
  completedAt: Ms | null;
  madeBy: MadeBy;
};

export type FormField = {
  id: string;
  type: string;
  text: string;
  description: string;
  required: boolean;
  prompt?: string;
  options?: { text: string }[];
  scores?: { text: string; description: string }[];
};
export type FilledField = FormField & { value: unknown };

export type FeedbackTemplate = {
  id: string;
  text: string;
  instructions: string;
  group: { id: string; name: string } | null;
  stage: { id: string; text: string } | null;
  fields: FormField[];
  createdAt: Ms | null;
  updatedAt: Ms;
  madeBy: MadeBy;
};

export type Feedback = {
  id: string;
  opportunityId: string;
  type: "interview" | "assignment" | "share";
  text: string;
  instructions: string;
  fields: FilledField[];
  baseTemplateId: string;
  interview: string | null;
  panel: string | null;
  user: string;
  createdAt: Ms;
  updatedAt: Ms | null;
  completedAt: Ms | null;
  deletedAt: Ms | null;
};

export type Reminder = "once" | "daily" | "frequently" | "none";
export type Interviewer = { id: string; feedbackTemplate: string; responseStatus: string };
export type Interview = {
  id: string;
  opportunityId: string;
  panel: string;
  subject: string | null;
  note: string | null;
  interviewers: Interviewer[];
  createdAt: Ms;
  date: Ms;
  durationMinutes: number;
  location: string | null;
  feedbackTemplate: string | null;
  feedbackReminder: Reminder;
  user: string;
  stage: string;
  canceledAt: Ms | null;
};
export type Panel = {
  id: string;
  opportunityId: string;
  applications: string[];
  canceledAt: Ms | null;
  createdAt: Ms;
  timezone: string;
  feedbackReminder: Reminder;
  user: string;
  stage: string;
  note: string | null;
  externallyManaged: boolean;
  externalUrl: string | null;
  /** Interviews on the panel now; one that was cancelled alone is no longer listed here. */
  interviews: string[];
};

export type StoredFile = {
  id: string;
  opportunityId: string;
  name: string;
  /** With the dot, lower case. */
  ext: string;
  uploadedAt: Ms;
  status: "processing" | "processed" | "unsupported" | "error" | null;
  size: number;
  base64: string;
};
export type Resume = {
  id: string;
  opportunityId: string;
  createdAt: Ms;
  file: StoredFile | null;
  parsedData: ParsedResume | null;
};
export type ParsedResume = { positions: unknown[]; schools: unknown[] };
export type FileAction = {
  type: "file-added" | "resume-imported" | "file-remove";
  opportunityId: string;
  fileId: string;
  occurredAt: Ms;
};
export type Upload = { id: string; filename: string; size: number; expiresAt: Ms };

export const webhookEvents = [
  "applicationCreated",
  "candidateHired",
  "candidateStageChange",
  "candidateArchiveChange",
  "candidateDeleted",
  "interviewCreated",
  "interviewUpdated",
  "interviewDeleted",
  "contactCreated",
  "contactUpdated",
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export type Webhook = {
  id: string;
  event: WebhookEvent;
  url: string;
  origins: Origin[] | null;
  signatureToken: string | null;
  /** Key or app that made it by API, or null if a Super Admin made it in the app. */
  madeWith: string | null;
  createdAt: Ms;
  updatedAt: Ms;
};

export type ApiKey = { key: string; name: string; scopes: string[] | "all"; confidential: boolean };

export type Account = {
  key: string;
  id: string;
  name: string;
  stages: Stage[];
  archiveReasons: ArchiveReason[];
  apiKeys: ApiKey[];
  webhookGroups: Record<WebhookEvent, boolean>;
  users: Record<string, User>;
  contacts: Record<string, Contact>;
  postings: Record<string, Posting>;
  opportunities: Record<string, Opportunity>;
  deletedOpportunities: DeletedOpportunity[];
  applications: Record<string, Application>;
  notes: Record<string, Note>;
  feedbackTemplates: Record<string, FeedbackTemplate>;
  feedback: Record<string, Feedback>;
  panels: Record<string, Panel>;
  interviews: Record<string, Interview>;
  files: Record<string, StoredFile>;
  resumes: Record<string, Resume>;
  fileActions: FileAction[];
  uploads: Record<string, Upload>;
  webhooks: Record<string, Webhook>;
};

export type OAuthApp = { clientId: string; clientSecret: string; name: string; redirectUris: string[] };

/** One consent: app, account, the Super Admin who gave it. Dead once revoked. */
export type Grant = {
  id: string;
  clientId: string;
  account: string;
  user: string;
  scopes: string[];
  createdAt: Ms;
  revokedAt: Ms | null;
};
export type AuthorizationCode = {
  grant: string;
  redirectUri: string;
  /** PKCE, S256; null when the consent was asked for without. */
  codeChallenge: string | null;
  expiresAt: Ms;
  usedAt: Ms | null;
};
export type AccessToken = { grant: string; expiresAt: Ms };
export type RefreshToken = { grant: string; usedAt: Ms | null; lastUsedAt: Ms; expiresAt: Ms };
export type OAuthState = {
  apps: OAuthApp[];
  grants: Record<string, Grant>;
  codes: Record<string, AuthorizationCode>;
  accessTokens: Record<string, AccessToken>;
  refreshTokens: Record<string, RefreshToken>;
};

export type DeliveryAttempt = { at: Ms; status: number | null; error: string | null; durationMs: number };
export type Delivery = {
  id: string;
  account: string;
  webhookId: string;
  event: WebhookEvent;
  url: string;
  isTest: boolean;
  /** The exact bytes sent, every time. */
  payload: string;
  createdAt: Ms;
  attempts: DeliveryAttempt[];
  state: "waiting" | "delivered" | "failed" | "lost";
  /** Reruns made by hand point to the delivery they repeat. */
  rerunOf: string | null;
};

export type State = {
  idsGiven: number;
  clockOffsetMs: number;
  accounts: Record<string, Account>;
  oauth: OAuthState;
  deliveries: Delivery[];
};
