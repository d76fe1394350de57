/** Signing out: nothing that was read stays in this browser. */
import { useNavigate } from "react-router";
import { signOut } from "../account/auth.ts";
import { say } from "../look/Said.tsx";
import { queryClient } from "../query.ts";

export function useLeave(): () => Promise<void> {
  const navigate = useNavigate();
  return async () => {
    try {
      await signOut();
      queryClient.clear();
      await navigate("/sign-in");
    } catch (cause) {
      say(cause instanceof Error ? cause.message : "Signing out failed. Try again.");
    }
  };
}
