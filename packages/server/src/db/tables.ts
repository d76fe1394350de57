/** The tables as Kysely sees them. The truth is migrations/; schema.sql shows the sum. Instants come as Date, bigints as strings. */
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type {
  AtsQuestion,
  BlockReason,
  EarningKind,
  FeedbackMapping,
  GuideContent,
  InterviewState,
  PositionState,
  PostingQuestion,
} from "@interviewvector/domain";

type Json<Value> = JSONColumnType<Value & object, string, string>;
type Nullable<Value> = ColumnType<(Value & object) | null, string | null, string | null>;
type Instant = ColumnType<Date, Date | string, Date | string>;
type InstantOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type WithDefault<Value> = ColumnType<Value, Value | undefined, Value>;

export interface AtsUser {
  id: string;
  name: string;
  username: string | null;
  email: string | null;
  /** They can neither sign in to the ATS nor be reached through it. */
  deactivated?: true;
}

interface CompaniesTable {
  id: string;
  name: string;
  slug: string;
  zone: string;
  privacy_url: string | null;
  logo: Buffer | null;
  logo_type: string | null;
  logo_version: Generated<number>;
  created_at: Generated<Date>;
}

interface MembershipsTable {
  company_id: string;
  user_id: string;
  role: "admin" | "recruiter" | "agency";
  created_at: Generated<Date>;
  removed_at: InstantOrNull;
}

interface ServiceMembersTable {
  user_id: string;
  role: "operator" | "auditor";
  created_at: Generated<Date>;
}

interface CompanyMembersView {
  company_id: string;
  user_id: string;
  role: "admin" | "recruiter" | "agency";
  created_at: Date;
  name: string;
  email: string;
}

interface ApiKeysTable {
  id: string;
  company_id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  scopes: string[];
  created_by: string;
  created_at: Generated<Date>;
  last_used_at: InstantOrNull;
  revoked_at: InstantOrNull;
}

/** Template id → field, by type and label → what fills it. */
export type FeedbackMappings = Record<string, FeedbackMapping>;

export interface ConnectionsTable {
  id: string;
  company_id: string;
  ats: "lever";
  environment: "production" | "sandbox";
  kind: "oauth" | "api_key";
  state: "connected" | "broken" | "disconnected";
  account_id: string | null;
  account_name: string | null;
  secrets: Buffer;
  token_expires_at: InstantOrNull;
  token_refreshed_at: InstantOrNull;
  scopes: WithDefault<string[]>;
  stage_name: WithDefault<string>;
  posting_tag: WithDefault<string>;
  stage_id: string | null;
  stage_missing_since: ColumnType<Date | null, Date | null | undefined, Date | null>;
  gone_stage_ids: WithDefault<string[]>;
  acting_user: Nullable<AtsUser>;
  feedback_template: Nullable<{ id: string; name: string }>;
  note_thread: WithDefault<boolean>;
  status_tags: WithDefault<boolean>;
  opportunity_link: WithDefault<boolean>;
  feedback_mapping: ColumnType<FeedbackMappings, string | undefined, string>;
  preflight: ColumnType<Record<string, unknown>, string | undefined, string>;
  broken_reason: string | null;
  broken_at: InstantOrNull;
  last_event_at: InstantOrNull;
  last_write_at: InstantOrNull;
  last_poll_at: InstantOrNull;
  poll_cursor_at: InstantOrNull;
  last_poll_error: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  disconnected_at: InstantOrNull;
  asked_scopes: WithDefault<string[]>;
  connected_at: WithDefault<Date>;
  form_shape: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
  access_revoked: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
}

export interface TextsTable {
  company_id: string;
  connection_id: string;
  kind: "note" | "mail";
  name: string;
  subject: string | null;
  words: string;
  changed_by: string;
  changed_at: Date;
}

export interface WebhooksTable {
  id: string;
  company_id: string;
  connection_id: string;
  key: string;
  event: string;
  made_by: "api" | "person";
  ats_webhook_id: string | null;
  secret: Buffer | null;
  tested_at: InstantOrNull;
  seen_at: InstantOrNull;
  created_at: Generated<Date>;
  removed_at: InstantOrNull;
  refused_at: InstantOrNull;
  refused_reason: ColumnType<string | null, string | null | undefined, string | null>;
  asked_at: InstantOrNull;
  left_in_ats: WithDefault<boolean>;
}

export interface DeliveriesTable {
  id: string;
  company_id: string;
  connection_id: string;
  webhook_id: string | null;
  source: "webhook" | "poll" | "person" | "again";
  event: string;
  token: string;
  triggered_at: Instant;
  received_at: Instant;
  opportunity_id: string | null;
  data: Json<Record<string, unknown>>;
  state: WithDefault<"waiting" | "handled" | "ignored" | "failed" | "test">;
  reason_code: Nullable<string>;
  reason: string | null;
  interview_id: string | null;
  handled_at: InstantOrNull;
  repeats: WithDefault<number>;
}

interface RefusedDeliveriesTable {
  day: ColumnType<Date, string, string>;
  reason: string;
  count: ColumnType<string, number | undefined, number>;
}

interface OauthStatesTable {
  id: string;
  company_id: string;
  user_id: string;
  environment: "production" | "sandbox";
  reconnect: string | null;
  expires_at: Instant;
  used_at: InstantOrNull;
  session_key: Buffer | null;
  scopes: WithDefault<string[]>;
}

export interface PostingsTable {
  connection_id: string;
  posting_id: string;
  company_id: string;
  title: string;
  state: string;
  tagged: boolean;
  team: string | null;
  location: string | null;
  owner: Nullable<AtsUser>;
  url: string | null;
  confidential: WithDefault<boolean>;
  hidden_since: InstantOrNull;
  read_at: Instant;
}

interface GuidesTable {
  id: string;
  name: string;
  category: string;
  created_at: Generated<Date>;
  retired_at: InstantOrNull;
}

interface GuideVersionsTable {
  guide_id: string;
  version: number;
  content: Json<GuideContent>;
  created_by: string;
  created_at: Generated<Date>;
}

export interface PositionsTable {
  id: string;
  company_id: string;
  connection_id: string;
  posting_id: string;
  title: string;
  state: PositionState;
  state_before_inactive: "pending" | "active" | "paused" | null;
  category: string | null;
  role: string | null;
  seniority: string | null;
  skills: WithDefault<string[]>;
  languages: WithDefault<string[]>;
  settings: ColumnType<Record<string, unknown>, string | undefined, string>;
  activated_at: InstantOrNull;
  held_since: InstantOrNull;
  created_at: Generated<Date>;
}

export interface RoundsTable {
  id: string;
  company_id: string;
  position_id: string;
  number: number;
  name: string;
  guide_id: string;
  duration_minutes: number;
  removed_at: InstantOrNull;
}

interface AgencyPositionsTable {
  company_id: string;
  user_id: string;
  position_id: string;
}

export interface ExpertsTable {
  id: string;
  user_id: string | null;
  name: string;
  first_name: string;
  email: string;
  zone: string;
  state: "applied" | "screening" | "shadow" | "reverse_shadow" | "active" | "paused" | "gone";
  skills: ColumnType<{ skill: string; level: number }[], string | undefined, string>;
  categories: WithDefault<string[]>;
  roles: WithDefault<string[]>;
  languages: WithDefault<string[]>;
  employers: WithDefault<string[]>;
  former_employers: WithDefault<string[]>;
  skills_claimed: ColumnType<{ skill: string; level: number }[], string | undefined, string>;
  linkedin_url: ColumnType<string | null, string | null | undefined, string | null>;
  meeting_url: string | null;
  max_per_day: WithDefault<number>;
  max_per_week: WithDefault<number>;
  notice_minutes: WithDefault<number>;
  offer_counted_at: ColumnType<Date, Date | string | undefined, Date | string>;
  created_at: Generated<Date>;
}

interface ExpertOfferedTable {
  expert_id: string;
  on_date: ColumnType<string, string, string>;
  minutes: number;
}

interface ExpertConflictsTable {
  id: string;
  expert_id: string;
  kind: "company" | "person";
  words: string;
  reason: WithDefault<string>;
  added_by: ColumnType<Record<string, unknown>, string, never>;
  added_at: Instant;
}

interface FilesTable {
  id: string;
  name: string;
  content_type: string;
  size: number;
  sha256: Buffer;
  created_at: Instant;
}

interface ExpertApplicationsTable {
  expert_id: string;
  years: number;
  linkedin_url: string | null;
  words: WithDefault<string>;
  cv_file_id: string | null;
  at: Instant;
}

interface ExpertMovesTable {
  id: Generated<string>;
  expert_id: string;
  from_state: string | null;
  to_state: string;
  reason: WithDefault<string>;
  actor: ColumnType<{ kind: string; name?: string }, string, never>;
  at: Instant;
}

interface RatesTable {
  id: string;
  number: Generated<string>;
  expert_id: string | null;
  currency: string;
  interview: number;
  late_cancellation: number;
  candidate_no_show: number;
  valid_from: Instant;
  actor: ColumnType<{ kind: string; name?: string }, string, never>;
  at: Instant;
}

interface EarningsTable {
  id: string;
  expert_id: string;
  interview_id: string;
  booking_id: string;
  kind: EarningKind;
  start_at: Instant;
  at: Instant;
  amount: number | null;
  currency: string | null;
}

interface AssignmentsTable {
  id: Generated<string>;
  booking_id: string;
  interview_id: string;
  expert_id: string;
  at: Instant;
  during: string;
  named: string[];
  decision: ColumnType<Record<string, unknown>, never, never>;
}

interface ExpertHoursTable {
  expert_id: string;
  weekday: number;
  from_minute: number;
  to_minute: number;
}

interface ExpertOverridesTable {
  expert_id: string;
  on_date: ColumnType<string, string, string>;
  intervals: ColumnType<{ fromMinute: number; toMinute: number }[], string, string>;
}

interface ExpertTimeOffTable {
  id: string;
  expert_id: string;
  during: string;
  note: WithDefault<string>;
}

interface BookingsTable {
  id: string;
  expert_id: string;
  candidate_id: string;
  company_id: string;
  interview_id: string;
  status: "held" | "confirmed" | "released" | "done";
  during: string;
  hold_expires_at: InstantOrNull;
  idempotency_key: string;
  decision: Nullable<Record<string, unknown>>;
  created_at: Instant;
}

interface CompanyBookingsView {
  id: string;
  company_id: string;
  interview_id: string;
  expert_id: string;
  expert_first_name: string;
  status: string;
  starts_at: Date;
  ends_at: Date;
}

export interface CandidatesTable {
  id: string;
  company_id: string;
  connection_id: string;
  contact_id: string;
  name: WithDefault<string>;
  emails: WithDefault<string[]>;
  phones: ColumnType<{ type?: string; value: string }[], string | undefined, string>;
  location: WithDefault<string>;
  links: WithDefault<string[]>;
  has_resume: WithDefault<boolean>;
  zone: string | null;
  read_at: Instant;
  bounced_emails: WithDefault<string[]>;
  erased_at: InstantOrNull;
  created_at: Instant;
}

export interface AccessCodesTable {
  id: string;
  company_id: string;
  candidate_id: string;
  made_at: Instant;
  valid_until: Instant;
  tries_left: number;
}

/** Ids in the ATS that effects saved for the effects after them. */
export interface AtsIds {
  panelId?: string;
  interviewId?: string;
  noteId?: string;
  feedbackId?: string;
  fileId?: string;
  /** The status tag as last written; empty: taken away. */
  status?: string;
}

export interface StoredProposal {
  ranges: { fromAt: number; toAt: number }[];
  comment: string;
  givenAt: number;
  answerBy: number;
}

interface AtsLooksTable {
  interview_id: string;
  company_id: string;
  looked_at: Instant;
}

export interface InterviewsTable {
  id: string;
  company_id: string;
  connection_id: string;
  candidate_id: string;
  position_id: string;
  round_id: string | null;
  round_number: number;
  opportunity_id: string;
  entered_at: Instant;
  stage_id: Nullable<string>;
  repeat: WithDefault<number>;
  state: InterviewState;
  version: WithDefault<number>;
  generation: WithDefault<number>;
  sequence: WithDefault<number>;
  blocked_reasons: WithDefault<BlockReason[]>;
  noted_reasons: WithDefault<BlockReason[]>;
  invited_at: InstantOrNull;
  book_by: InstantOrNull;
  latest_at: InstantOrNull;
  reminded_at: InstantOrNull;
  starts_at: InstantOrNull;
  ends_at: InstantOrNull;
  booking_id: string | null;
  expert_id: string | null;
  reschedules: WithDefault<number>;
  proposal: Nullable<StoredProposal>;
  leaving_at: InstantOrNull;
  extra_minutes: WithDefault<number>;
  accommodation: string | null;
  cancel_reason: string | null;
  report_due_at: InstantOrNull;
  ats_question: Nullable<AtsQuestion>;
  posting_question: Nullable<PostingQuestion>;
  report_overdue_at: InstantOrNull;
  review_due_at: InstantOrNull;
  moves_confirmed_at: InstantOrNull;
  hidden_since: InstantOrNull;
  erased_at: InstantOrNull;
  guide_id: string | null;
  guide_version: number | null;
  owner: Nullable<AtsUser>;
  ats: ColumnType<AtsIds, string | undefined, string>;
  created_at: Instant;
  changed_at: Instant;
}

export interface HistoryTable {
  id: Generated<string>;
  company_id: string;
  interview_id: string;
  version: number;
  at: Instant;
  event: string;
  actor: Json<{ kind: string; id?: string; name?: string }>;
  words: string;
  details: ColumnType<Record<string, unknown>, string | undefined, string>;
}

interface ExpertChangesTable {
  expert_id: string;
  /** Number of a transaction (xid8). */
  changed_in: string;
  version: ColumnType<string, never, never>;
  last_booked_at: InstantOrNull;
}

interface StandbyTable {
  id: string;
  expert_id: string;
  during: string;
  created_at: Date;
}

interface ShiftsTable {
  id: string;
  during: string;
  wanted: number;
  category: string | null;
  note: WithDefault<string>;
  created_at: Date;
  closed_at: InstantOrNull;
}

/** What a shift opened on one day of the expert's, and what stood there before. */
export interface OpenedDay {
  onDate: string;
  added: { fromMinute: number; toMinute: number }[];
  /** The day had no override of its own. */
  plain: boolean;
}

interface ShiftTakersTable {
  shift_id: string;
  expert_id: string;
  opened: ColumnType<OpenedDay[], string, string>;
  taken_at: Date;
}

interface SetAsideDraftsTable {
  id: string;
  company_id: string;
  interview_id: string;
  expert_id: string;
  draft: ColumnType<Record<string, unknown>, string, string>;
  saved_at: InstantOrNull;
  set_aside_at: Date;
}

interface ReportsTable {
  id: string;
  company_id: string;
  interview_id: string;
  expert_id: string;
  draft: ColumnType<Record<string, unknown>, string | undefined, string>;
  draft_version: WithDefault<number>;
  saved_at: InstantOrNull;
  version: WithDefault<number>;
  submitted: Nullable<Record<string, unknown>>;
  submitted_at: InstantOrNull;
}

export interface ReportVersionsTable {
  company_id: string;
  interview_id: string;
  version: number;
  expert_id: string;
  content: Nullable<Record<string, unknown>>;
  submitted_at: Instant;
  released_at: InstantOrNull;
  sent_back_at: InstantOrNull;
  sent_back_words: string | null;
}

export interface RatingsTable {
  company_id: string;
  interview_id: string;
  expert_id: string;
  held_at: Instant;
  /** 1 to 5. */
  score: number;
  /** Read by those who run the service only; empty once the candidate's data were erased. */
  words: string;
  rated_at: Instant;
  changed_at: Instant;
}

export interface RatingAuditsTable {
  company_id: string;
  interview_id: string;
  opened_at: Instant;
  due_at: Instant;
  /** User id of who looks into it. */
  taken_by: string | null;
  finding: string | null;
  action: string | null;
  /** What the candidate was told. */
  answer: string | null;
  ended_at: InstantOrNull;
  ended_by: string | null;
}

export type EffectState = "pending" | "running" | "unsure" | "done" | "dead" | "skipped";

export interface EffectsTable {
  id: string;
  seq: Generated<string>;
  kind: string;
  key: string;
  company_id: string | null;
  connection_id: string | null;
  interview_id: string | null;
  version: number | null;
  lane: string;
  payload: ColumnType<Record<string, unknown>, string | undefined, string>;
  request: Nullable<Record<string, unknown>>;
  run_after: Instant;
  not_before: Generated<Date>;
  state: WithDefault<EffectState>;
  attempt: WithDefault<number>;
  failures: WithDefault<number>;
  doubts: WithDefault<number>;
  failing_since: InstantOrNull;
  owner: string | null;
  lease_until: InstantOrNull;
  was_unsure: WithDefault<boolean>;
  external_id: string | null;
  outcome: string | null;
  last_error: Nullable<{ words: string; code?: string; status?: number; away?: string }>;
  created_at: Generated<Date>;
  ended_at: InstantOrNull;
}

interface EffectAttemptsTable {
  effect_id: string;
  attempt: number;
  began_at: Generated<Date>;
  ended_at: InstantOrNull;
  outcome: "done" | "found" | "not_applied" | "unsure" | "later" | "dead" | "skipped" | null;
  detail: Nullable<Record<string, unknown>>;
  by_owner: string | null;
  sending_at: InstantOrNull;
}

interface InstallationTable {
  only_row: boolean;
  beat_at: Date | null;
  system_id: string | null;
  look_first_until: InstantOrNull;
  look_first_words: string | null;
}

interface AuditLogTable {
  id: Generated<string>;
  at: Instant;
  company_id: string | null;
  actor: Json<Record<string, unknown>>;
  action: string;
  subject: string;
  details: ColumnType<Record<string, unknown>, string | undefined, string>;
}

interface AuthUserTable {
  id: string;
  name: string;
  email: string;
}

export interface StoredProblem {
  code: string;
  words: string;
}

export interface CalendarSourcesTable {
  id: string;
  expert_id: string;
  kind: "feed" | "caldav";
  provider: "google" | "outlook" | "apple" | "caldav" | "other";
  name: string;
  host: string;
  secrets: Buffer;
  state: "new" | "working" | "broken";
  problem: Nullable<StoredProblem>;
  failures: WithDefault<number>;
  broken_at: InstantOrNull;
  tried_at: InstantOrNull;
  read_at: InstantOrNull;
  read_until: InstantOrNull;
  read_zone: string | null;
  read_rules: string | null;
  etag: string | null;
  last_modified: string | null;
  events: WithDefault<number>;
  soon: WithDefault<number>;
  unknown_zones: WithDefault<string[]>;
  owners: WithDefault<string[]>;
  created_at: Instant;
}

export interface CalendarsTable {
  id: string;
  source_id: string;
  url: string;
  name: string;
  counts: boolean;
  receives: WithDefault<boolean>;
  may_write: WithDefault<boolean>;
  sync_token: string | null;
  ctag: string | null;
}

interface CalendarObjectsTable {
  calendar_id: string;
  href: string;
  etag: string | null;
  events: number;
  soon: number;
  goes_on: boolean;
  unknown_zones: WithDefault<string[]>;
  problem: Nullable<StoredProblem>;
}

interface ExpertBusyTable {
  expert_id: string;
  calendar_id: string;
  href: WithDefault<string>;
  during: string;
}

interface CalendarEntriesTable {
  interview_id: string;
  expert_id: string;
  calendar_id: string;
  href: string;
  sequence: number;
  starts_at: Instant;
  ends_at: Instant;
}

export interface Tables {
  companies: CompaniesTable;
  memberships: MembershipsTable;
  service_members: ServiceMembersTable;
  company_members: CompanyMembersView;
  api_keys: ApiKeysTable;
  connections: ConnectionsTable;
  texts: TextsTable;
  webhooks: WebhooksTable;
  deliveries: DeliveriesTable;
  refused_deliveries: RefusedDeliveriesTable;
  oauth_states: OauthStatesTable;
  postings: PostingsTable;
  guides: GuidesTable;
  guide_versions: GuideVersionsTable;
  positions: PositionsTable;
  rounds: RoundsTable;
  agency_positions: AgencyPositionsTable;
  experts: ExpertsTable;
  expert_hours: ExpertHoursTable;
  expert_overrides: ExpertOverridesTable;
  expert_time_off: ExpertTimeOffTable;
  expert_offered: ExpertOfferedTable;
  expert_conflicts: ExpertConflictsTable;
  assignments: AssignmentsTable;
  files: FilesTable;
  expert_applications: ExpertApplicationsTable;
  expert_moves: ExpertMovesTable;
  rates: RatesTable;
  earnings: EarningsTable;
  bookings: BookingsTable;
  company_bookings: CompanyBookingsView;
  candidates: CandidatesTable;
  access_codes: AccessCodesTable;
  interviews: InterviewsTable;
  ats_looks: AtsLooksTable;
  history: HistoryTable;
  reports: ReportsTable;
  set_aside_drafts: SetAsideDraftsTable;
  expert_changes: ExpertChangesTable;
  standby: StandbyTable;
  shifts: ShiftsTable;
  shift_takers: ShiftTakersTable;
  report_versions: ReportVersionsTable;
  ratings: RatingsTable;
  rating_audits: RatingAuditsTable;
  calendar_sources: CalendarSourcesTable;
  calendars: CalendarsTable;
  calendar_objects: CalendarObjectsTable;
  expert_busy: ExpertBusyTable;
  calendar_entries: CalendarEntriesTable;
  effects: EffectsTable;
  installation: InstallationTable;
  effect_attempts: EffectAttemptsTable;
  audit_log: AuditLogTable;
  "auth.user": AuthUserTable;
}
