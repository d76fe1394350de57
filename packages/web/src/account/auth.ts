/** The sign-in door of the server. Its answers are not part of the contract: only success and the sentence of a refusal are read. */
export class AuthError extends Error {
  override name = "AuthError";
}

async function post(path: string, body: Record<string, unknown>): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new AuthError("The server can't be reached. Check your connection and try again.", { cause });
  }
  if (response.ok) return;
  throw new AuthError(await refusalOf(response));
}

const words: Partial<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: "This e-mail address and password don’t go together. Try again, or use “Forgot password?”",
  INVALID_TOKEN: "This link was used already or is too old. Ask for a new one on the sign-in page: “Forgot password?”",
};

async function refusalOf(response: Response): Promise<string> {
  // No JSON: the status is all we can tell.
  const body = (await response.json().catch(() => ({}))) as { message?: unknown; code?: unknown; title?: unknown };
  if (body.code === "too_many_tries") return String(body.title);
  if (response.status === 429) return "Too many attempts. Wait a minute, then try again.";
  const ours = words[String(body.code)];
  if (ours !== undefined) return ours;
  if (typeof body.message === "string" && body.message !== "") return body.message;
  return `The server refused (${response.status}). Try again in a moment.`;
}

export function signIn(email: string, password: string): Promise<void> {
  return post("/sign-in/email", { email, password });
}

export function sendMagicLink(email: string, callbackURL: string): Promise<void> {
  return post("/sign-in/magic-link", { email, callbackURL });
}

export function signOut(): Promise<void> {
  return post("/sign-out", {});
}

export function requestPasswordReset(email: string): Promise<void> {
  return post("/request-password-reset", { email, redirectTo: "/set-password" });
}

export function setPassword(newPassword: string, token: string): Promise<void> {
  return post("/reset-password", { newPassword, token });
}
