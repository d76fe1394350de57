import { accountApi, zoneChoices, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { MailPreview } from "../look/MailPreview.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";
import { Logo } from "./Logo.tsx";

type Profile = AnswerOf<typeof accountApi.getCompany>;

export function CompanyProfile() {
  const company = useAnswer(accountApi.getCompany);
  const preview = useAnswer(accountApi.mailPreview);
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <div className="min-w-0 space-y-5">
        <Read of={company} lines={5}>
          {(profile) => (
            <>
              <ProfileForm key={profile.id} profile={profile} />
              <Logo profile={profile} />
            </>
          )}
        </Read>
      </div>
      <Card title="How candidates see you" className="min-w-0">
        <Read of={preview} lines={8}>
          {({ subject, html }) => <MailPreview title="Preview of the invitation" subject={subject} html={html} />}
        </Read>
      </Card>
    </div>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const notAdmin = useAdminOnly();
  const [name, setName] = useState(profile.name);
  const [zone, setZone] = useState(profile.zone);
  const [privacyUrl, setPrivacyUrl] = useState(profile.privacyUrl ?? "");
  const [basedOn, setBasedOn] = useState(profile.mark);
  const save = useAct(accountApi.updateCompany, ({ mark }) => {
    setBasedOn(mark);
    say("Saved");
  });
  const unchanged = name === profile.name && zone === profile.zone && privacyUrl === (profile.privacyUrl ?? "");
  const zones = zoneChoices(zone);
  return (
    <Card title="Company">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          const given = { name, zone, privacyUrl: privacyUrl.trim() === "" ? null : privacyUrl.trim() };
          save.mutate({ body: { ...given, basedOn } });
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={120}
          value={name}
          onValue={setName}
          error={save.error?.fields["name"]}
          hint="Candidates read it in every mail."
        />
        <SelectField
          label="Time zone"
          value={zone}
          onValue={setZone}
          choices={zones.map((one) => ({
            value: one,
            words: one === zone ? zoneWords(one) : one.replaceAll("_", " "),
          }))}
          hint="Notes in Lever and these pages name times in it."
        />
        <TextField
          label="Address of your privacy notice"
          type="url"
          placeholder="https://"
          value={privacyUrl}
          onValue={setPrivacyUrl}
          error={save.error?.fields["privacyUrl"]}
          hint="Linked at the foot of mails. Optional."
        />
        <Button
          submit
          weight="primary"
          busy={save.isPending}
          why={notAdmin ?? (unchanged ? "Nothing was changed." : null)}
        >
          Save
        </Button>
        <Failure error={save.error} />
      </form>
    </Card>
  );
}
