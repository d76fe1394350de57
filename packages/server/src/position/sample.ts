/** An invitation as a made-up candidate would get it: for previews. Its links lead nowhere that acts. */
import { days, type GuideContent, type PositionSettings } from "@interviewvector/domain";
import type { InvitationMailFacts } from "../mail/candidate/invitation.ts";
import { recordingLine } from "../mail/candidate/recording.ts";

export interface SampleOf {
  company: { name: string; zone: string; logoUrl: string | null };
  role: string;
  round: { name: string; minutes: number };
  settings: PositionSettings;
  guide: GuideContent | null;
}

export interface SampleOptions {
  now: number;
  publicUrl: string;
  supportEmail: string;
}

export const sampleCandidate = "Maya Lindqvist";

export function sampleInvitation(
  sample: SampleOf,
  { now, publicUrl, supportEmail }: SampleOptions,
): InvitationMailFacts {
  return {
    company: sample.company,
    role: sample.role,
    firstName: "Maya",
    zone: sample.company.zone,
    link: `${publicUrl}/i/example`,
    support: supportEmail,
    privacyLink: `${publicUrl}/i/example/privacy`,
    ownerEmail: null,
    bookBy: now + days(sample.settings.bookWithinDays),
    minutes: sample.round.minutes,
    format: sample.guide?.format ?? "a conversation about your work, and tasks to solve together",
    equipment: sample.guide?.equipment ?? "a computer with camera and microphone, and a quiet place",
    recordingLine: recordingLine("never", sample.company.name, supportEmail),
  };
}
