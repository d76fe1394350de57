/** The report's time and its release: who is told when, that two hours are promised either way, and that nothing unseen is released. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hours,
  isRefusal,
  minutes,
  newInterview,
  transition,
  type Actor,
  type Decision,
  type Interview,
  type InterviewEvent,
  type Rules,
} from "../src/index.ts";
import { rules as usualRules } from "./usual.ts";

const start = Date.UTC(2026, 11, 8, 9);
const end = start + hours(1);
const rules: Rules = { ...usualRules, reviewBeforeRelease: true };
const zones = { candidate: "UTC", expert: "UTC" };
const aud: Actor = { kind: "auditor", id: "aud", name: "Aud Nilsen" };
const booking = { id: "b1", expertId: "e1", startAt: start, endAt: end };

function step(interview: Interview, event: InterviewEvent, now: number, change: Partial<Rules> = {}): Decision {
  const outcome = transition(interview, event, { now, actor: aud, zones, rules: { ...rules, ...change } });
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.code} ${outcome.words}`);
  return outcome;
}

function over(change: Partial<Rules> = {}): Decision {
  const live: Interview = { ...newInterview("i1", start - hours(48)), state: "live", version: 9, booking };
  return step(live, { type: "ended", bookingId: "b1", endAt: end }, end, change);
}

/** Minutes after the end, and whom the timer is about. */
function plan({ effects }: Decision): string[] {
  return effects.flatMap(({ request, runAt }) => {
    if (request.kind !== "interview.timer" || request.event.type === "ratingAskDue") return [];
    const { event } = request;
    const about =
      event.type === "reportReminderDue" ? event.to : event.type === "reviewReminderDue" ? event.which : event.type;
    return [`${(runAt - end) / minutes(1)} ${about}`];
  });
}

const mails = ({ effects }: Decision) => effects.flatMap(({ request }) => ("mail" in request ? [request.mail] : []));

describe("a report is due in two hours", () => {
  it("with reminders to the expert after 30, 60 and 90 minutes, and to the operator after 105", () => {
    expect(plan(over({ reviewBeforeRelease: false }))).toEqual([
      "30 expert",
      "60 expert",
      "90 expert",
      "105 operator",
      "120 reportOverdue",
    ]);
  });

  it("of which an auditor has 45 minutes where one releases it: the expert has 75, and the operator hears when they are over", () => {
    const ended = over();
    expect(plan(ended)).toEqual(["30 expert", "60 expert", "75 operator", "120 reportOverdue"]);
    const [first] = ended.effects;
    expect(first?.request).toMatchObject({ mail: "report_due", dueAt: end + minutes(75), minutesLeft: 75 });
    const submitted = step(ended.interview, { type: "reportSubmitted", reportVersion: 1 }, end + minutes(70));
    expect(submitted.interview.state).toBe("in_review");
    expect(mails(submitted)).toEqual(["auditor_review"]);
    expect(plan(submitted)).toEqual(["105 soon", "120 late"]);
  });

  it("and one that comes later still has an auditor's usual time", () => {
    const late = step(over().interview, { type: "reportSubmitted", reportVersion: 1 }, end + minutes(130));
    expect(plan(late)).toEqual(["160 soon", "175 late"]);
  });

  it("and where the end is noticed late, what was due meanwhile is told and recorded at once", () => {
    const live: Interview = { ...newInterview("i1", start - hours(48)), state: "live", version: 9, booking };
    const noticed = (late: number) =>
      step(live, { type: "ended", bookingId: "b1", endAt: end }, end + late, { reviewBeforeRelease: false });
    const due = (late: number) => plan(noticed(late)).map((one) => one.replace(/\.\d+/, ""));
    expect(due(minutes(110))).toEqual(["110 operator", "120 reportOverdue"]);
    expect(due(hours(3))).toEqual(["180 operator", "180 reportOverdue"]);
  });

  it("and that the promise was missed is recorded once, whoever's turn it was", () => {
    const awaited = step(over().interview, { type: "reportOverdue", endAt: end }, end + minutes(120));
    expect(awaited.interview).toMatchObject({ state: "awaiting_report", reportOverdueAt: end + minutes(120) });
    const again = transition(
      awaited.interview,
      { type: "reportOverdue", endAt: end },
      { now: end + minutes(121), actor: aud, zones, rules },
    );
    expect(isRefusal(again)).toBe(true);
  });
});

describe("a review", () => {
  const submitted = () =>
    step(over().interview, { type: "reportSubmitted", reportVersion: 1 }, end + minutes(60)).interview;

  it("sends the report back with words: the expert is asked, nothing is written to the ATS, and the next version is reviewed again", () => {
    const back = step(
      submitted(),
      { type: "reportSentBack", reportVersion: 1, words: "Say more about testing." },
      end + minutes(70),
    );
    expect(back.interview.state).toBe("awaiting_report");
    expect(mails(back)).toEqual(["report_sent_back"]);
    const next = step(back.interview, { type: "reportSubmitted", reportVersion: 2 }, end + minutes(80));
    expect(next.interview.state).toBe("in_review");
    const released = step(next.interview, { type: "reportReleased", reportVersion: 2 }, end + minutes(90));
    expect(released.words).toBe("Report released by Aud Nilsen");
    // Never released before: no correction in the company's eyes.
    expect(released.effects.at(-1)?.request).toMatchObject({ note: "feedback_uploaded", corrected: false });
  });

  it("of a correction leaves the released report in place, and sent back it stays completed", () => {
    const released = step(submitted(), { type: "reportReleased", reportVersion: 1 }, end + minutes(70)).interview;
    const corrected = step(released, { type: "reportSubmitted", reportVersion: 2 }, end + hours(5)).interview;
    expect(corrected).toMatchObject({ state: "in_review", releasedVersion: 1 });
    const back = step(
      corrected,
      { type: "reportSentBack", reportVersion: 2, words: "The old one was right." },
      end + hours(6),
    );
    expect(back.interview).toMatchObject({ state: "completed", releasedVersion: 1 });
    const good = step(corrected, { type: "reportReleased", reportVersion: 2 }, end + hours(6));
    expect(good.effects.at(-1)?.request).toMatchObject({ corrected: true });
  });

  it("never releases what was not read: under any order of submitting, sending back and releasing", () => {
    const some = fc.record({
      what: fc.constantFrom("submit", "release", "back", "late", "soon"),
      read: fc.nat(4),
      review: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 25 }), (steps) => {
        let interview = over().interview;
        let now = end;
        for (const { what, read, review } of steps) {
          now += minutes(7);
          const reportVersion = what === "submit" ? interview.reportVersion + 1 : read;
          const event: InterviewEvent =
            what === "submit"
              ? { type: "reportSubmitted", reportVersion }
              : what === "release"
                ? { type: "reportReleased", reportVersion }
                : what === "back"
                  ? { type: "reportSentBack", reportVersion, words: "Please say more." }
                  : { type: "reviewReminderDue", reportVersion, which: what === "late" ? "late" : "soon" };
          const outcome = transition(interview, event, {
            now,
            actor: aud,
            zones,
            rules: { ...rules, reviewBeforeRelease: review },
          });
          if (isRefusal(outcome)) continue;
          const left = outcome.effects.some(({ request }) => request.kind.startsWith("ats."));
          const seen = what === "release" || (what === "submit" && !review);
          expect(left, `${what} wrote to the ATS`).toBe(seen);
          if (what === "release") expect(outcome.interview.releasedVersion).toBe(read);
          expect(outcome.interview.releasedVersion).toBeGreaterThanOrEqual(interview.releasedVersion);
          interview = outcome.interview;
        }
      }),
      { numRuns: 300 },
    );
  });
});
