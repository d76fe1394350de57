/** Address, and for an account user and password. What stands here is sent once and never comes back. */
import type { CalendarAccess } from "@interviewvector/domain";
import type { ApiError } from "../api.ts";
import { TextField } from "../look/Field.tsx";
import type { Kind, Provider } from "./calendar-words.ts";

export interface Typed {
  address: string;
  user: string;
  password: string;
}

export const emptyAccess: Typed = { address: "", user: "", password: "" };

export function accessOf({ address, user, password }: Typed, provider: Provider): CalendarAccess {
  return provider === "caldav" ? { kind: "caldav", address, user, password } : { kind: "feed", address };
}

export function whyNoAccess({ address, user, password }: Typed, provider: Provider): string | null {
  if (address.trim().length < 4) return "Paste the address first.";
  if (provider === "caldav" && (user.trim() === "" || password === "")) return "Give user name and password first.";
  return null;
}

interface Props {
  kind: Kind;
  typed: Typed;
  onType: (change: Partial<Typed>) => void;
  error: ApiError | null;
}

export function AccessFields({ kind, typed, onType, error }: Props) {
  const help = (
    <a href={kind.help} target="_blank" rel="noreferrer" className="text-accent underline">
      Where do I find it?
    </a>
  );
  return (
    <div className="space-y-3">
      <TextField
        label={kind.address.label}
        placeholder={kind.address.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={typed.address}
        onValue={(address) => onType({ address })}
        hint={help}
        error={error?.fields["address"]}
      />
      {kind.provider === "caldav" && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label="User name" autoComplete="off" value={typed.user} onValue={(user) => onType({ user })} />
          <TextField
            label="Password"
            type="password"
            autoComplete="new-password"
            value={typed.password}
            onValue={(password) => onType({ password })}
            hint="An app password, where your service has them. It is stored encrypted."
            error={error?.fields["password"]}
          />
        </div>
      )}
    </div>
  );
}
