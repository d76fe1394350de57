/** Mails that could not go out at once: what became of the interview meanwhile decides, at the moment of sending. */
import type { InterviewEvent } from "@interviewvector/domain";
import { isRefusal } from "@interviewvector/domain";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Effect, Outcome } from "../src/effects/effect.ts";
import { act } from "../src/interview/act.ts";
import { mailHandlers } from "../src/mail/handlers.ts";
import { interviewMailHandlers } from "../src/mail/interview-effects.ts";
import type { MailOutcome } from "../src/mail/outcome.ts";
import { senderOf } from "../src/mail/sender.ts";
import type { Mailer } from "../src/mail/transport.ts";
import { bookingWorld, type BookingWorld } from "./booking-world.ts";

let world: BookingWorld;
let answers: MailOutcome[] = [];
let sent: string[] = [];

/** The mail server: answers as told, else takes everything. */
const mailer: Mailer = {
  from: senderOf("InterviewVector <interviews@interviewvector.example>"),
  close: () => undefined,
  async send({ to, mail }) {
    const answer = answers.shift() ?? { result: "sent", response: "250" };
    if (answer.result === "sent") sent.push(`${to}: ${mail.subject}`);
    return answer;
  },
};
const busy: MailOutcome = {
  result: "not_sent",
  code: "421",
  message: "later",
  permanent: false,
  addressRefused: false,
  away: true,
};
const noSuchMailbox: MailOutcome = {
  result: "not_sent",
  code: "550",
  message: "no such mailbox",
  permanent: true,
  addressRefused: true,
  away: false,
};

beforeAll(async () => {
  world = await bookingWorld();
});
beforeEach(() => {
  answers = [];
  sent = [];
});
afterAll(() => world.close());

async function invitationOf(interviewId: string): Promise<Effect> {
  const row = await world.database.service
    .selectFrom("effects")
    .selectAll()
    .where("interview_id", "=", interviewId)
    .where("kind", "=", "mail.candidate")
    .orderBy("seq")
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    companyId: row.company_id,
    connectionId: row.connection_id,
    interviewId: row.interview_id,
    version: row.version,
    payload: row.payload,
    request: row.request,
    attempt: 1,
    failures: 0,
    externalId: null,
    createdAt: row.created_at,
    runAfter: row.run_after,
  };
}

function mailOptions() {
  const { door, crypt } = world;
  const addresses = { publicUrl: "https://iv.example", supportEmail: "help@iv.example" };
  return { door, mailer, crypt, ...addresses, nearest: () => Promise.resolve([]) };
}

/** As the runner does: what will be sent is made before the first attempt, and only then. */
async function tryToSend(effect: Effect): Promise<Outcome> {
  const [toCandidate] = interviewMailHandlers(mailOptions());
  if (effect.request === null) effect.request = (await toCandidate!.prepare!(effect)) ?? null;
  return toCandidate!.run(effect, {
    mayStillWrite: () => true,
    sending: () => Promise.resolve(true),
    signal: new AbortController().signal,
  });
}

async function happen(interviewId: string, event: InterviewEvent): Promise<void> {
  const decision = await act(world.door, interviewId, { kind: "system" }, event);
  if (isRefusal(decision)) throw new Error(decision.words);
}

it("an invitation that the mail server put off is not sent once the interview is cancelled", async () => {
  const { interviewId } = await world.invite();
  const effect = await invitationOf(interviewId);
  answers = [busy];
  expect(await tryToSend(effect)).toMatchObject({ result: "not_applied", retry: "backoff" });
  await happen(interviewId, { type: "cancelled", reason: "position filled" });
  expect(await tryToSend(effect)).toMatchObject({ result: "skipped" });
  expect(sent).toEqual([]);
});

it("an invitation with a link that has been replaced meanwhile is not sent", async () => {
  const { interviewId } = await world.invite();
  const effect = await invitationOf(interviewId);
  answers = [busy];
  await tryToSend(effect);
  await happen(interviewId, { type: "contactChanged" });
  expect(await tryToSend(effect)).toMatchObject({ result: "skipped" });
  expect(sent).toEqual([]);
});

it("an old address that refuses our mail does not block who has a new one", async () => {
  const { interviewId, candidateId } = await world.invite();
  const effect = await invitationOf(interviewId);
  effect.request = (await interviewMailsRequest(effect)) ?? null;
  await world.database.service
    .updateTable("candidates")
    .set({ emails: ["kim@new.example"] })
    .where("id", "=", candidateId)
    .execute();
  answers = [noSuchMailbox];
  expect(await tryToSend(effect)).toMatchObject({ result: "not_applied", retry: "never" });
  const row = await world.database.service
    .selectFrom("interviews")
    .select("state")
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
  expect(row.state).toBe("invited");
});

it("the address in use that refuses our mail blocks the interview", async () => {
  const { interviewId } = await world.invite();
  answers = [noSuchMailbox];
  await tryToSend(await invitationOf(interviewId));
  const row = await world.database.service
    .selectFrom("interviews")
    .select(["state", "blocked_reasons"])
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ state: "blocked", blocked_reasons: ["address_bounced"] });
});

/** What an attempt had made before the facts changed. */
async function interviewMailsRequest(effect: Effect) {
  answers = [busy];
  await tryToSend(effect);
  return effect.request;
}

it("every mail writes down that it is about to be sent: a process that dies before that leaves no doubt, and it is sent at once", () => {
  const mails = mailHandlers(mailOptions()).filter(({ prepare }) => prepare !== undefined);
  expect(mails.length).toBeGreaterThan(5);
  expect(mails.flatMap(({ kind, marksSending }) => (marksSending === true ? [] : kind))).toEqual([]);
});
