/** The invitation mail and the note as this position would send them, with a made-up candidate. */
import { guideContent, positionApi } from "@interviewvector/domain";
import { forCompany, idParam, type Binding } from "../http/bind.ts";
import { logoUrl } from "../interview/facts.ts";
import { invitation } from "../mail/candidate/invitation.ts";
import { writeMail } from "../mail/candidate/text.ts";
import { invited } from "../note/invitation/index.ts";
import { writeNote } from "../note/note.ts";
import { ownTexts } from "../text/store.ts";
import type { Tx } from "../db/database.ts";
import type { PositionDeps } from "./deps.ts";
import { readPosition } from "./read.ts";
import { sampleCandidate, sampleInvitation } from "./sample.ts";

export function previewBinding({ database, clock, publicUrl, supportEmail }: PositionDeps): Binding {
  return forCompany(positionApi.positionPreview, ({ by, params }) =>
    database.forCompany(by.companyId, async (tx) => {
      const position = await readPosition(tx, by, idParam(params, "positionId"));
      const company = await tx
        .selectFrom("companies")
        .select(["id", "name", "zone", "logo_type", "logo_version"])
        .where("id", "=", by.companyId)
        .executeTakeFirstOrThrow();
      const [first] = position.rounds;
      const round = { name: first?.name ?? "Technical interview", minutes: first?.durationMinutes ?? 60 };
      const now = clock.now();
      const facts = sampleInvitation(
        {
          company: { name: company.name, zone: company.zone, logoUrl: logoUrl(publicUrl, company) },
          role: position.role ?? position.title,
          round,
          settings: position.settings,
          guide: first ? await latestGuide(tx, first.guideId) : null,
        },
        { now, publicUrl, supportEmail },
      );
      const own = await ownTexts(tx, position.connectionId);
      const { subject, html, text } = writeMail(invitation, facts, own.mails["invitation"]);
      const sample = {
        owner: "owner",
        candidate: sampleCandidate,
        round: round.name,
        posting: position.title,
        detailsLink: `${publicUrl}/r/example`,
        support: supportEmail,
        companyZone: company.zone,
        atsName: "Lever",
        invitedAt: now,
        bookBy: facts.bookBy,
        link: facts.link,
      };
      const note = writeNote(invited, sample, own.notes["invited"]);
      return { subject, html, text, note };
    }),
  );
}

async function latestGuide(tx: Tx, guideId: string) {
  const row = await tx
    .selectFrom("guide_versions")
    .select("content")
    .where("guide_id", "=", guideId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? guideContent.parse(row.content) : null;
}
