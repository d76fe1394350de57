import type { AnswerOf, vettingApi } from "@interviewvector/domain";
import { Facts } from "../look/Facts.tsx";
import { languageName } from "../look/language.ts";
import { Card } from "../look/Page.tsx";
import { seniorityWords } from "../position/draft.ts";
import { zoneWords } from "../time.ts";

/** What is judged before somebody is let in, and what bookings go by afterwards. */
export function ExpertProfile({ expert }: { expert: AnswerOf<typeof vettingApi.getExpert> }) {
  const list = (words: readonly string[], none: string) => (words.length === 0 ? none : words.join(", "));
  return (
    <Card title="Profile">
      <Facts
        aside
        facts={[
          [
            "Skills, 1 to 4",
            list(
              expert.skills.map(({ skill, level }) => `${skill} ${level}`),
              "none",
            ),
          ],
          [
            "Interviews for",
            list([...expert.categories, ...expert.roles.map(levelWords)], "nothing yet: set it under Edit"),
          ],
          ["Languages", list(expert.languages.map(languageName), "none")],
          ["Time zone", zoneWords(expert.zone)],
          ["Employer today", list(expert.employers, "none")],
          ["Former employers", list(expert.formerEmployers, "none")],
        ]}
      />
    </Card>
  );
}

function levelWords(role: string): string {
  return Object.entries(seniorityWords).find(([level]) => level === role)?.[1] ?? role;
}
