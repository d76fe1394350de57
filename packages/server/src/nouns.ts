/** Puts the nouns together: who is given what of whom. One place to read every arrow between them; nothing is decided here. */
import { Hono } from "hono";
import { accountBindings } from "./account/bindings.ts";
import { logoRoutes } from "./account/logo.ts";
import type { Ground, Parts } from "./parts.ts";
import { markerRoutes } from "./candidate/marker-routes.ts";
import { createCalendars, type Calendars } from "./calendar/index.ts";
import { createCandidatePages } from "./candidate/pages.ts";
import { applyRoutes } from "./expert/apply-routes.ts";
import { expertBindings } from "./expert/bindings.ts";
import { earningBindings } from "./expert/earnings.ts";
import { profileBindings } from "./expert/profile.ts";
import { createFileStore } from "./files/store.ts";
import { subjectOf } from "./http/site.ts";
import type { Variables } from "./http/problem.ts";
import { interviewBindings } from "./interview/bindings.ts";
import { interviewFileRoutes } from "./interview/files.ts";
import { startRetention } from "./interview/retention.ts";
import { createLever, type Lever } from "./lever/index.ts";
import { operationsBindings } from "./operations/bindings.ts";
import { cvRoutes } from "./operations/cv.ts";
import { positionBindings } from "./position/bindings.ts";
import { ratingBindings } from "./rating/bindings.ts";
import { reviewBindings } from "./review/bindings.ts";
import { reportPdf } from "./report/pdf.ts";
import { assignmentBindings } from "./scheduling/assignment-bindings.ts";
import { createScheduling, type Scheduling } from "./scheduling/index.ts";
import { proposalBindings } from "./scheduling/proposals.ts";
import { replacementBindings } from "./scheduling/replacement-bindings.ts";
import { createHandlers } from "./handlers.ts";

type Nouns = Pick<Parts, "handlers" | "bindings" | "routes" | "onStart" | "close">;

export function composeNouns(ground: Ground): Nouns {
  const { door, config } = ground;
  const lever = createLever({
    door,
    log: ground.log,
    metrics: ground.metrics,
    crypt: ground.crypt,
    config,
    fetch: globalThis.fetch,
    wake: () => ground.wake.now(),
    subjectOf: (context) => subjectOf(ground, context),
  });
  const scheduling = createScheduling(door);
  const calendars = createCalendars(ground);
  const { handlers, close } = createHandlers(ground, { lever, scheduling, calendars });
  return {
    handlers,
    close() {
      close();
      calendars.close();
    },
    onStart: () => Promise.all([lever.mend(), calendars.mend(), startRetention(door)]),
    bindings: [...bindingsOf(ground, lever, scheduling), ...calendars.bindings],
    routes: routesOf(ground, lever, scheduling, calendars),
  };

  function routesOf(
    { crypt, database }: Ground,
    ats: Lever,
    times: Scheduling,
    { helpRoutes }: Calendars,
  ): Parts["routes"] {
    const files = new Hono<{ Variables: Variables }>();
    type Asking = Parameters<typeof subjectOf>[1];
    const subject = { subjectOf: (context: Asking, company?: string) => subjectOf(ground, context, company) };
    files.route("/api/v1", interviewFileRoutes({ door, ...subject, resume: ats.resume, reportPdf }));
    const store = createFileStore(config.files);
    files.route("/api/v1", cvRoutes({ door, files: store, ...subject }));
    return [
      ats.webhookRoutes,
      ats.callbackRoutes,
      createCandidatePages({ door, crypt, scheduling: times, config, retrigger: ats.retrigger, log: ground.log }),
      markerRoutes({ door, config, subjectIn: (context, companyId) => subjectOf(ground, context, companyId) }),
      logoRoutes({ database }),
      applyRoutes({ door, files: store, supportEmail: config.supportEmail }),
      helpRoutes,
      files,
    ];
  }
}

function bindingsOf(ground: Ground, lever: Lever, scheduling: Scheduling): Parts["bindings"] {
  const { door, config, signIn, crypt } = ground;
  const { publicUrl, supportEmail } = config;
  const ats = { effectTitle: lever.effectTitle, effectUrl: lever.effectUrl, opportunityUrl: lever.opportunityUrl };
  return [
    ...accountBindings({ ...door, publicUrl, supportEmail, signIn, textMessages: config.sms !== null }),
    ...lever.bindings,
    ...positionBindings({
      ...door,
      publicUrl,
      supportEmail,
      refreshPostings: lever.refreshPostings,
      standing: lever.standing,
      inviteStanding: lever.inviteStanding,
      rereadBlocked: lever.rereadBlocked,
      slotCount: scheduling.slotCount,
    }),
    ...interviewBindings({
      door,
      crypt,
      publicUrl,
      ats,
      retrigger: lever.retrigger,
      redo: lever.redo,
      bookSlot: scheduling.bookSlot,
      offersFor: scheduling.offersFor,
    }),
    ...expertBindings({ door }),
    ...profileBindings(door),
    ...earningBindings(door),
    ...assignmentBindings({ door, experts: scheduling.experts }),
    ...operationsBindings({ door, signIn, ats }),
    ...proposalBindings({ door, scheduling }),
    ...replacementBindings({ door, scheduling }),
    ...reviewBindings({ door }),
    ...ratingBindings({ door }),
  ];
}
