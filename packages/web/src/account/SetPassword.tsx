import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { Button } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Notice } from "../look/Notice.tsx";
import { setPassword } from "./auth.ts";
import { Door } from "./Door.tsx";

const MIN_LENGTH = 8;

export function Component() {
  const [search] = useSearchParams();
  const token = search.get("token");
  const [password, setPasswordText] = useState("");
  const [state, setState] = useState<"typing" | "busy" | "done">("typing");
  const [error, setError] = useState<string | null>(null);

  async function submit(withToken: string) {
    setState("busy");
    setError(null);
    try {
      await setPassword(password, withToken);
      setState("done");
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : "The password could not be set. Try again.");
      setState("typing");
    }
  }

  if (token === null || search.has("error")) {
    return (
      <Door title="This link can't be used">
        <p>It was used already or is too old. Ask for a new one on the sign-in page: “Forgot password?”</p>
        <p className="mt-4">
          <Link to="/sign-in" className="link">
            To sign-in
          </Link>
        </p>
      </Door>
    );
  }
  if (state === "done") {
    return (
      <Door title="Password set">
        <p>You can sign in with it now.</p>
        <p className="mt-4">
          <Link to="/sign-in" className="link">
            To sign-in
          </Link>
        </p>
      </Door>
    );
  }
  return (
    <Door title="Set your password">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(token);
        }}
      >
        {error && <Notice tone="bad" urgent title={error} />}
        <TextField
          label="New password"
          type="password"
          required
          minLength={MIN_LENGTH}
          autoComplete="new-password"
          hint={`At least ${MIN_LENGTH} characters.`}
          value={password}
          onValue={setPasswordText}
        />
        <Button submit weight="primary" busy={state === "busy"} className="min-h-10 w-full">
          Set password
        </Button>
      </form>
    </Door>
  );
}
