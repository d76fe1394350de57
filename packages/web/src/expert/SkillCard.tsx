import type { AnswerOf, BodyOf, vettingApi } from "@interviewvector/domain";
import { Notice } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { Skills } from "../look/Skills.tsx";
import { seniorityWords } from "../position/draft.ts";

type Answer = AnswerOf<typeof vettingApi.getProfile>;
type Value = BodyOf<typeof vettingApi.putProfile>;

export function SkillCard({
  profile,
  value,
  set,
}: {
  profile: Answer;
  value: Value;
  set: (part: Partial<Value>) => void;
}) {
  return (
    <Card title="What you can interview in">
      <Skills skills={value.skills} onSkills={(skills) => set({ skills })} />
      {profile.claimed.length > 0 && (
        <div className="mt-4">
          <Notice tone="info" title="Waiting for an operator">
            {profile.claimed.map((one) => `${one.skill} ${one.level}`).join(", ")}. Until then the former level counts.
          </Notice>
        </div>
      )}
      <p className="mt-3 text-sm text-soft">
        Bookings ask for skills at a level. Less than now holds at once; a new skill or a higher level counts as soon as
        an operator has confirmed it.
      </p>
    </Card>
  );
}

export function InterviewsFor({ profile }: { profile: Answer }) {
  return (
    <Card title="What you interview for">
      <p>{profile.categories.length === 0 ? "No category yet." : profile.categories.join(", ")}</p>
      <p className="text-sm text-soft">
        {`${profile.roles.map((role) => seniorityWords[role]).join(", ") || "No seniority yet"}. The people who run the service set these.`}
      </p>
    </Card>
  );
}
