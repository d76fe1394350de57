/** The company's profile and logo, and the mail as candidates see it. */
import { accountApi, positionSettings, type AnswerOf } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { forCompany, type Binding } from "../http/bind.ts";
import { invalid, notFound } from "../http/problem.ts";
import { markOf, refuseStale } from "../http/stale.ts";
import { logoUrl } from "../interview/facts.ts";
import { invitation } from "../mail/candidate/invitation.ts";
import { writeMail } from "../mail/candidate/text.ts";
import { sampleInvitation } from "../position/sample.ts";
import { isKnownZone } from "../time/zone.ts";
import { recordAudit } from "./audit.ts";
import type { AccountDeps } from "./deps.ts";
import { readLogo } from "./logo.ts";

type Profile = AnswerOf<typeof accountApi.getCompany>;

export function companyBindings(deps: AccountDeps): Binding[] {
  const { database, clock, publicUrl, supportEmail } = deps;
  return [
    forCompany(accountApi.getCompany, ({ by }) =>
      database.forCompany(by.companyId, (tx) => readProfile(tx, by.companyId, publicUrl)),
    ),
    forCompany(accountApi.updateCompany, async ({ by, body }) => {
      if (!isKnownZone(body.zone))
        throw invalid("zone: This is not a time zone.", { zone: "This is not a time zone." });
      const { basedOn, ...profile } = body;
      return database.service.transaction().execute(async (tx) => {
        await tx.selectFrom("companies").select("id").where("id", "=", by.companyId).forNoKeyUpdate().execute();
        refuseStale(basedOn, (await readProfile(tx, by.companyId, publicUrl)).mark, "The company’s profile");
        await tx
          .updateTable("companies")
          .set({ name: profile.name, zone: profile.zone, privacy_url: profile.privacyUrl })
          .where("id", "=", by.companyId)
          .execute();
        await recordAudit(tx, { ...about(by, clock.now()), action: "company.changed", details: profile });
        return readProfile(tx, by.companyId, publicUrl);
      });
    }),
    forCompany(accountApi.putLogo, async ({ by, body }) => {
      const logo = body.base64 === null ? null : readLogo(body.base64);
      return database.service.transaction().execute(async (tx) => {
        await tx
          .updateTable("companies")
          .set((expression) => ({
            logo: logo?.bytes ?? null,
            logo_type: logo?.type ?? null,
            logo_version: expression("logo_version", "+", 1),
          }))
          .where("id", "=", by.companyId)
          .execute();
        const action = logo === null ? "company.logo_removed" : "company.logo_replaced";
        await recordAudit(tx, { ...about(by, clock.now()), action });
        return readProfile(tx, by.companyId, publicUrl);
      });
    }),
    forCompany(accountApi.mailPreview, async ({ by }) => {
      const company = await database.forCompany(by.companyId, (tx) => readProfile(tx, by.companyId, publicUrl));
      const sample = { company, role: "Backend Engineer", round: { name: "Technical interview", minutes: 60 } };
      const { subject, html, text } = writeMail(
        invitation,
        sampleInvitation(
          { ...sample, settings: positionSettings.parse({}), guide: null },
          { now: clock.now(), publicUrl, supportEmail },
        ),
      );
      return { subject, html, text };
    }),
  ];
}

function about(by: { companyId: string; actor: Parameters<typeof recordAudit>[1]["actor"] }, at: number) {
  return { at, companyId: by.companyId, actor: by.actor, subject: `company:${by.companyId}` };
}

async function readProfile(tx: Db | Tx, companyId: string, publicUrl: string): Promise<Profile> {
  const row = await tx
    .selectFrom("companies")
    .select(["id", "name", "slug", "zone", "privacy_url", "logo_type", "logo_version"])
    .where("id", "=", companyId)
    .executeTakeFirst();
  if (!row) throw notFound("This company");
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    zone: row.zone,
    privacyUrl: row.privacy_url,
    logoUrl: logoUrl(publicUrl, row),
    mark: markOf([row.name, row.zone, row.privacy_url]),
  };
}
