import { positionApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Facts } from "../look/Facts.tsx";
import { languageName } from "../look/language.ts";
import { MailPreview } from "../look/MailPreview.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { Activate } from "./Activate.tsx";
import type { StepProps } from "./draft.ts";
import { seniorityWords } from "./draft.ts";

export function ReviewStep({ position, draft }: StepProps) {
  const [activating, setActivating] = useState(false);
  const preview = useAnswer(positionApi.positionPreview, { params: { positionId: position.id } });
  const { settings } = draft;
  return (
    <div className="space-y-4">
      {position.state === "pending" ? (
        <Notice
          tone="info"
          title="Saved, and not active yet"
          actions={
            <Button weight="primary" onPress={() => setActivating(true)}>
              Activate
            </Button>
          }
        >
          From activation on, each candidate who is moved into the stage is invited. Nobody is invited by surprise:
          those who stand there already are listed first.
        </Notice>
      ) : (
        <Notice tone="good" title="Saved">
          {position.state === "active"
            ? "The position is active. Window, buffer and limits hold at once for all who have not booked; rounds and guides for new interviews."
            : "The position takes no new candidates in its present state."}
        </Notice>
      )}
      <Card title="Summary">
        <Facts
          facts={[
            ["Role", `${draft.role}, ${draft.category}, ${seniorityWords[draft.seniority]}`],
            ["Skills", draft.skills.join(", ")],
            ["Languages", draft.languages.map(languageName).join(", ")],
            ["Rounds", draft.rounds.map((round) => `${round.name} (${round.durationMinutes} min)`).join(", ")],
            ["Booking", `within ${settings.bookWithinDays} days, interview within ${settings.interviewWithinDays}`],
            ["Notice", `${settings.minimumNoticeMinutes / 60} h`],
            ["Reschedules", `${settings.maxReschedules}, until ${settings.rescheduleCutoffMinutes / 60} h before`],
            ["Reminders", settings.textReminders ? "by mail and by text message" : "by mail"],
            ["Reports", settings.reviewBeforeRelease ? "read by an auditor first" : "straight to Lever"],
          ]}
        />
      </Card>
      <Read of={preview} lines={6}>
        {({ subject, html, note }) => (
          <div className="grid gap-4 lg:grid-cols-[3fr_2fr]">
            <Card title="The candidate gets this mail">
              <MailPreview title="Preview of the invitation" subject={subject} html={html} />
            </Card>
            <Card title="Lever gets this note">
              <pre className="font-sans whitespace-pre-wrap wrap-anywhere">{note}</pre>
            </Card>
          </div>
        )}
      </Read>
      {activating && <Activate position={position} onClose={() => setActivating(false)} />}
    </div>
  );
}
