/** Where a mailed link leads: signing in takes a press, since mail scanners open links as well, and each works once. */
import { useSearchParams } from "react-router";
import { LinkButton } from "../look/Button.tsx";
import { Door } from "./Door.tsx";

export function Component() {
  const [search] = useSearchParams();
  return (
    <Door title="Sign in by your link">
      <p className="mb-4">It works once. Press the button to be signed in on this device.</p>
      <LinkButton weight="primary" leaves to={`/api/auth/magic-link/verify?${search.toString()}`}>
        Sign in
      </LinkButton>
    </Door>
  );
}
