import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Button } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Notice } from "../look/Notice.tsx";
import { freshSession, isOurs, landingOf, safeNext } from "../session.ts";
import { requestPasswordReset, sendMagicLink, signIn } from "./auth.ts";
import { Door } from "./Door.tsx";

type Way = "password" | "link" | "reset";

const sendWords: Record<Way, string> = {
  password: "Sign in",
  link: "Send me a sign-in link",
  reset: "Send me a link to set a new password",
};

export function Component() {
  const [search] = useSearchParams();
  const next = safeNext(search.get("next"));
  const [way, setWay] = useState<Way>("password");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const [error, setError] = useState<string | null>(linkError(search.get("error")));
  const enter = useEnter(next);

  async function submit() {
    setBusy(true);
    setError(null);
    try {
      if (way === "password") {
        await signIn(email, password);
        await enter();
        return;
      }
      if (way === "link") await sendMagicLink(email, next ?? "/sign-in?entered=1");
      else await requestPasswordReset(email);
      setSent(true);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : "Sign-in failed. Try again.");
    } finally {
      setBusy(false);
    }
  }

  if (sent) {
    return (
      <Door title="Look into your mailbox">
        <p>{`If ${email} belongs to an account, a link is on its way. It works once and for a short time.`}</p>
        <div className="mt-4">
          <Button onPress={() => setSent(false)}>Back to sign-in</Button>
        </div>
      </Door>
    );
  }
  return (
    <Door title={way === "reset" ? "New password" : "Sign in"}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {error && <Notice tone="bad" urgent title={error} />}
        <TextField label="E-mail" type="email" required autoComplete="username" value={email} onValue={setEmail} />
        {way === "password" && (
          <TextField
            label="Password"
            type="password"
            required
            autoComplete="current-password"
            value={password}
            onValue={setPassword}
          />
        )}
        <Button submit weight="primary" busy={busy} className="w-full min-h-10">
          {sendWords[way]}
        </Button>
      </form>
      <div className="mt-4 flex flex-col items-start border-t border-line pt-3">
        {(["password", "link", "reset"] as const)
          .filter((other) => other !== way)
          .map((other) => (
            <button key={other} type="button" className="link py-1 text-sm" onClick={() => setWay(other)}>
              {other === "password"
                ? "Sign in with a password"
                : other === "link"
                  ? "Sign in by a mailed link"
                  : "Forgot password?"}
            </button>
          ))}
        <a href="/experts/apply" className="link py-1 text-sm">
          Become an expert
        </a>
      </div>
    </Door>
  );
}

function useEnter(next: string | null): () => Promise<void> {
  const navigate = useNavigate();
  return async () => {
    const me = await freshSession();
    const target = next ?? landingOf(me);
    // Pages that the server makes are entered by a real load.
    if (isOurs(target)) await navigate(target, { replace: true });
    else location.assign(target);
  };
}

function linkError(code: string | null): string | null {
  return code === null ? null : "That link was used already or is too old. Sign in, or ask for a new one.";
}
