/**
 * Files of an interview: the résumé, straight from the ATS, and the report as PDF. Each look is audited. A résumé was made by
 * a stranger: it is served so that nothing in it can run under our name.
 */
import { Hono } from "hono";
import { html } from "hono/html";
import { isRefusal, type Refusal } from "@interviewvector/domain";
import { recordAudit } from "../account/audit.ts";
import { forbidden, notFound, refused, unauthenticated, type AppContext, type Variables } from "../http/problem.ts";
import type { CompanySubject, Subject } from "../http/subject.ts";
import type { ReportPdfFacts } from "../report/pdf-facts.ts";
import type { Door } from "./act.ts";
import type { Resume } from "./deps.ts";
import { refuseUnreleased, reportFacts } from "./report.ts";
import type { InterviewRow } from "./store.ts";
import { visibleInterview } from "./visible.ts";

export interface InterviewFileDeps {
  door: Door;
  /** In the name of this company of theirs; without one, of the header's or their first. */
  subjectOf(context: AppContext, companyId: string | undefined): Promise<Subject>;
  /** The newest résumé of the opportunity; a refusal when there is none or the ATS can't be asked. */
  resume(interviewId: string): Promise<Resume | Refusal>;
  reportPdf(facts: ReportPdfFacts): Promise<Uint8Array>;
}

/** `GET /interviews/:id/resume` and `GET /interviews/:id/report.pdf`; mounted under /api/v1. */
export function interviewFileRoutes(deps: InterviewFileDeps): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  const id = ":interviewId{[0-9a-f]{8}-[0-9a-f-]{27}}";
  routes.get(`/interviews/${id}/resume`, async (context) => {
    const { by, row } = await visibleRow(deps, context);
    await auditLook(deps, by, { row, action: "resume.opened" });
    const resume = await deps.resume(row.id);
    // Shown inside of our page, where an answer for programs would be gibberish and a download a surprise.
    const preview = context.req.query("preview") === "1";
    if (isRefusal(resume)) {
      if (preview) return notShown(context, resume.words);
      throw refused(resume);
    }
    const pdf = resume.contentType === "application/pdf";
    if (preview && !pdf)
      return notShown(context, `${resume.fileName} is no PDF, and only PDFs are shown here. Open it instead.`);
    return context.body(resume.body as ReadableStream<Uint8Array>, 200, {
      ...fileHeaders,
      "content-type": pdf ? "application/pdf" : "application/octet-stream",
      "content-disposition": disposition(pdf ? "inline" : "attachment", resume.fileName),
    });
  });
  routes.get(`/interviews/${id}/report.pdf`, async (context) => {
    const { by, row } = await visibleRow(deps, context);
    const facts = await reportFacts(deps.door.database.service, row.id);
    refuseUnreleased(row, facts !== null);
    if (!facts) throw notFound("This report");
    await auditLook(deps, by, { row, action: "report.exported" });
    const bytes = await deps.reportPdf(facts);
    return context.body(new Uint8Array(bytes), 200, {
      ...fileHeaders,
      "content-type": "application/pdf",
      "content-disposition": disposition("inline", `Report ${facts.candidate}.pdf`),
    });
  });
  return routes;
}

function notShown(context: AppContext, words: string): Response | Promise<Response> {
  for (const [name, value] of Object.entries(fileHeaders)) context.header(name, value);
  return context.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <title>Résumé</title>
          <style>
            :root {
              color-scheme: light dark;
            }
            body {
              font:
                1rem/1.5 system-ui,
                sans-serif;
              margin: 1.5rem;
            }
          </style>
        </head>
        <body>
          <p>${words}</p>
        </body>
      </html>`,
  );
}

const fileHeaders = {
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
  // The browser's own PDF viewer needs the two exceptions; a script finds no way in.
  "content-security-policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
};

function disposition(kind: "inline" | "attachment", fileName: string): string {
  const plain = fileName.replaceAll(/[^A-Za-z0-9 ._-]/g, "_").slice(0, 120);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName.toWellFormed()).slice(0, 400)}`;
}

async function visibleRow(
  deps: InterviewFileDeps,
  context: AppContext,
): Promise<{ by: CompanySubject; row: InterviewRow }> {
  // A link and a frame send no header of ours: their address names the company that the page around them speaks for.
  const subject = await deps.subjectOf(context, context.req.query("company"));
  if (!subject.person && !subject.company) throw unauthenticated();
  const by = subject.company;
  if (!by) throw forbidden("You are not a member of this company.");
  if (subject.keyScopes !== null && !subject.keyScopes.includes("read"))
    throw forbidden('This API key lacks the scope "read".');
  const interviewId = context.req.param("interviewId") ?? "";
  const row = await deps.door.database.forCompany(by.companyId, (tx) => visibleInterview(tx, by, interviewId));
  return { by, row };
}

async function auditLook(
  deps: InterviewFileDeps,
  by: CompanySubject,
  look: { row: InterviewRow; action: string },
): Promise<void> {
  const { database, clock } = deps.door;
  await recordAudit(database.service, {
    at: clock.now(),
    companyId: by.companyId,
    actor: by.actor,
    action: look.action,
    subject: `interview:${look.row.id}`,
  });
}
