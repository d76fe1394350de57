/** What an expert says of themselves. Less holds at once; more skill waits for an operator; an employer left behind stays excluded. */
import { vettingApi, zoneChoices, type AnswerOf, type BodyOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Chips } from "../look/Chips.tsx";
import { Leaving } from "../look/Leaving.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Languages } from "../look/Languages.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAct, useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";
import { Conflicts } from "./Conflicts.tsx";
import { InterviewsFor, SkillCard } from "./SkillCard.tsx";

type Answer = AnswerOf<typeof vettingApi.getProfile>;
type Value = BodyOf<typeof vettingApi.putProfile>;

export function Component() {
  const answer = useAnswer(vettingApi.getProfile);
  return (
    <Read page="Profile" of={answer} lines={10}>
      {(profile) => <Profile profile={profile} />}
    </Read>
  );
}

function Profile({ profile }: { profile: Answer }) {
  const saved = valueOf(profile);
  const [typed, setTyped] = useState<Value | null>(null);
  const value = typed ?? saved;
  const set = (part: Partial<Value>) => setTyped({ ...value, ...part });
  const unsaved = typed !== null && JSON.stringify(typed) !== JSON.stringify(saved);
  const save = useAct(vettingApi.putProfile, () => {
    setTyped(null);
    say("Saved");
  });
  const why = !unsaved ? "Nothing was changed." : value.languages.length === 0 ? "Name at least one language." : null;
  const zones = zoneChoices(value.zone);
  return (
    <Page
      title="Profile"
      beside={<StateWord state={profile.state} />}
      intro={`${profile.name}, ${profile.email}. To change one of these, write to support.`}
      actions={
        <Button weight="primary" busy={save.isPending} why={why} onPress={() => save.mutate({ body: value })}>
          Save
        </Button>
      }
    >
      <div className="space-y-5">
        <Failure error={save.error} />
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <div className="min-w-0 space-y-5">
            <SkillCard profile={profile} value={value} set={set} />
            <InterviewsFor profile={profile} />
          </div>
          <div className="min-w-0 space-y-5">
            <Card title="You">
              <div className="space-y-4">
                <Languages values={value.languages} onValues={(languages) => set({ languages })} />
                <SelectField
                  label="My time zone"
                  value={value.zone}
                  onValue={(zone) => set({ zone })}
                  choices={zones.map((zone) => ({
                    value: zone,
                    words: zone === value.zone ? zoneWords(zone) : zone.replaceAll("_", " "),
                  }))}
                  hint="Your hours stay the same on the clock when you change it."
                />
                <TextField
                  label="Meeting link"
                  type="url"
                  placeholder="https://"
                  value={value.meetingUrl ?? ""}
                  onValue={(url) => set({ meetingUrl: url === "" ? null : url })}
                  error={save.error?.fields["meetingUrl"]}
                  hint="Used where the company has none of its own."
                />
                <TextField
                  label="LinkedIn"
                  type="url"
                  placeholder="https://www.linkedin.com/in/…"
                  value={value.linkedinUrl ?? ""}
                  onValue={(url) => set({ linkedinUrl: url === "" ? null : url })}
                  error={save.error?.fields["linkedinUrl"]}
                />
              </div>
            </Card>
            <Card title="Never for these">
              <div className="space-y-4">
                <Chips
                  label="Employers today"
                  values={value.employers}
                  onValues={(employers) => set({ employers })}
                  hint="Candidates and companies never see them. One that you take off becomes a former one."
                />
                <Chips
                  label="Former employers"
                  values={value.formerEmployers}
                  onValues={(formerEmployers) => set({ formerEmployers })}
                  hint="Whoever was yours once stays on the list."
                />
                <Conflicts values={value.conflicts} onValues={(conflicts) => set({ conflicts })} />
              </div>
            </Card>
          </div>
        </div>
      </div>
      <Leaving unsaved={() => unsaved}>What you changed in your profile is not saved.</Leaving>
    </Page>
  );
}

/** What was claimed stands in the form as it was claimed, so that saving again doesn't withdraw it. */
function valueOf(profile: Answer): Value {
  const claimed = new Map(profile.claimed.map((one) => [one.skill.toLowerCase(), one]));
  const known = profile.skills.map((one) => claimed.get(one.skill.toLowerCase()) ?? one);
  const fresh = profile.claimed.filter(
    (one) => !profile.skills.some((other) => other.skill.toLowerCase() === one.skill.toLowerCase()),
  );
  const { zone, languages, employers, formerEmployers, meetingUrl, linkedinUrl, conflicts } = profile;
  return {
    zone,
    languages,
    skills: [...known, ...fresh],
    employers,
    formerEmployers,
    meetingUrl,
    linkedinUrl,
    conflicts: conflicts.map(({ kind, words, reason }) => ({ kind, words, reason })),
  };
}
