import { accountApi, type AnswerOf } from "@interviewvector/domain";
import { useId, useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";

const MOST_BYTES = 512 * 1024;
const KINDS = ["image/png", "image/jpeg", "image/webp"];

export function Logo({ profile }: { profile: AnswerOf<typeof accountApi.getCompany> }) {
  const notAdmin = useAdminOnly();
  const field = useId();
  const [refusal, setRefusal] = useState<string | null>(null);
  const put = useAct(accountApi.putLogo, (answer) => say(answer.logoUrl === null ? "Logo removed" : "Logo replaced"));
  async function take(file: File | undefined) {
    if (file === undefined) return;
    const no = refusalOf(file);
    setRefusal(no);
    if (no === null) put.mutate({ body: { base64: await base64Of(file) } });
  }
  return (
    <Card title="Logo">
      <div className="flex flex-wrap items-center gap-5">
        <div className="flex h-20 w-40 items-center justify-center rounded-md border border-line bg-[#ffffff] p-2">
          {profile.logoUrl === null ? (
            <span className="text-sm text-[#565962]">no logo</span>
          ) : (
            <img
              src={profile.logoUrl}
              alt={`Logo of ${profile.name}`}
              className="max-h-full max-w-full object-contain"
            />
          )}
        </div>
        <div className="space-y-2">
          <label htmlFor={field} className="label">
            New logo
          </label>
          <input
            id={field}
            type="file"
            accept={KINDS.join(",")}
            disabled={notAdmin !== null || put.isPending}
            className="block max-w-full text-sm file:mr-3 file:min-h-9 file:cursor-pointer file:rounded-md file:border file:border-edge file:bg-panel file:px-3 file:font-medium file:text-ink"
            onChange={(event) => void take(event.target.files?.[0])}
          />
          <p className="text-sm text-soft">PNG, JPEG or WebP, at most 512 kB. Wide and short works best.</p>
          {refusal && <p className="text-sm text-bad">{refusal}</p>}
          <Button
            why={notAdmin ?? (profile.logoUrl === null ? "There is no logo." : null)}
            busy={put.isPending}
            onPress={() => put.mutate({ body: { base64: null } })}
          >
            Remove the logo
          </Button>
        </div>
      </div>
      <div className="mt-3">
        <Failure error={put.error} />
      </div>
    </Card>
  );
}

function refusalOf(file: File): string | null {
  if (!KINDS.includes(file.type)) return "This is no PNG, JPEG or WebP picture.";
  return file.size > MOST_BYTES ? `The picture has ${Math.ceil(file.size / 1024)} kB; at most 512 are taken.` : null;
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
