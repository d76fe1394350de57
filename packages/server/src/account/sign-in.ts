/**
 * Sign-in: e-mail with password, or a link by mail, kept by better-auth in schema `auth`. Nobody signs up by themselves;
 * accounts are made by an invitation, and no account is ever changed by one. Roles and memberships are ours, elsewhere.
 */
import { randomBytes } from "node:crypto";
import { betterAuth } from "better-auth";
import { isAPIError } from "better-auth/api";
import { magicLink } from "better-auth/plugins";
import type pg from "pg";
import type { Crypt } from "../crypt.ts";
import { notFound } from "../http/problem.ts";
import type { SignedIn } from "../http/subject.ts";
import type { Log } from "../log.ts";
import { needsLink } from "./acceptance.ts";
import { limitTries } from "./password-tries.ts";

/** Set by our own server on every request to sign-in; what a client sends under this name is replaced. */
export const clientAddressHeader = "x-interviewvector-client";

/** What the library calls such a link in its table. */
const passwordLink = "reset-password:";

/** How long a link to set a password works. */
export const passwordLinkDays = 3;

function passwordUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/set-password?token=${encodeURIComponent(token)}`;
}

export interface SignInMails {
  magicLink(mail: { email: string; url: string }): Promise<void>;
  /** False: this address has had as many as an hour allows. `companyId`: in whose name somebody is invited. */
  setPassword(mail: { email: string; name: string; url: string; companyId?: string }): Promise<boolean>;
}

export interface SignInOptions {
  pool: pg.Pool;
  crypt: Crypt;
  publicUrl: string;
  mails: SignInMails;
  log: Pick<Log, "warn">;
  /** Told of each session before it begins, and of each password that was set. */
  happened: (what: "account.signed_in" | "account.password_set", userId: string) => Promise<void>;
}

function createAuth({ pool, crypt, publicUrl, mails, log, happened }: SignInOptions) {
  return betterAuth({
    appName: "InterviewVector",
    database: pool,
    secret: crypt.derive("sign-in"),
    baseURL: publicUrl,
    basePath: "/api/auth",
    trustedOrigins: [publicUrl],
    telemetry: { enabled: false },
    // Its sentences only: what it would print beside them are errors and rows with people's addresses.
    logger: { log: (level, message) => log.warn({ level }, `sign-in: ${message}`) },
    // What is no answer of its own (a database that is away, a bug) becomes a problem where all others do.
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: passwordLinkDays * 24 * 3600,
      onPasswordReset: ({ user }) => happened("account.password_set", user.id),
      // Whether it was too often is told to nobody who asks without being signed in.
      sendResetPassword: async ({ user, token }) => {
        await mails.setPassword({ email: user.email, name: user.name, url: passwordUrl(publicUrl, token) });
      },
    },
    // Two weeks from signing in, as its cookie has it: use doesn't lengthen it, so what was stolen ends as well.
    session: { expiresIn: 14 * 24 * 3600, disableSessionRefresh: true },
    // Before: what can't be written down does not begin.
    databaseHooks: { session: { create: { before: ({ userId }) => happened("account.signed_in", userId) } } },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 100,
      storage: "database",
      modelName: "rate_limit",
      customRules: {
        "/sign-in/email": { window: 60, max: 20 },
        "/sign-in/magic-link": { window: 3600, max: 5 },
        "/request-password-reset": { window: 3600, max: 5 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      cookiePrefix: "interviewvector",
      useSecureCookies: publicUrl.startsWith("https://"),
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        // To a page with a button: what looks into links for viruses opens this one too, and would use it up.
        sendMagicLink: ({ email, url }) =>
          mails.magicLink({ email, url: `${publicUrl}/sign-in/link${new URL(url).search}` }),
      }),
    ],
  });
}

/**
 * What our pages use. The library brings many more doors: to change one's name, which stands on timelines and in the audit log,
 * or a password without ending other sessions. What nobody built a page for is not there.
 */
const doors = new Set([
  "POST /sign-in/email",
  "POST /sign-in/magic-link",
  "GET /magic-link/verify",
  "POST /request-password-reset",
  "POST /reset-password",
  "POST /sign-out",
  "GET /error",
]);

export function createSignIn(options: SignInOptions) {
  const auth = createAuth(options);
  const { publicUrl } = options;
  const signInWithPassword = limitTries(auth.handler, options);

  return {
    /** Serves /api/auth/*. */
    async handle(request: Request): Promise<Response> {
      const path = new URL(request.url).pathname.slice("/api/auth".length);
      if (!doors.has(`${request.method} ${path}`)) throw notFound("This page");
      return path === "/sign-in/email" ? signInWithPassword(request) : auth.handler(request);
    },

    async sessionOf(headers: Headers): Promise<SignedIn | null> {
      if (!headers.get("cookie")) return null;
      const session = await auth.api.getSession({ headers }).catch(async (error: unknown) => {
        // It hides why it could not read: a database that is away says so itself.
        if (isAPIError(error) && error.status === "INTERNAL_SERVER_ERROR") await options.pool.query("select 1");
        throw error;
      });
      if (!session) return null;
      const { id, name, email } = session.user;
      return { person: { id, name, email }, sessionId: session.session.id };
    },

    /** Finds or makes the account of an address. Never changes one that exists; `created` says which it was. */
    async ensureAccount(who: {
      email: string;
      name: string;
      password?: string;
    }): Promise<{ userId: string; created: boolean }> {
      const context = await auth.$context;
      const email = who.email.toLowerCase();
      const existing = await context.internalAdapter.findUserByEmail(email);
      if (existing) return { userId: existing.user.id, created: false };
      const user = await context.internalAdapter.createUser(
        { email, name: who.name, emailVerified: false },
        { method: "email" },
      );
      if (who.password !== undefined) {
        await context.internalAdapter.linkAccount({
          userId: user.id,
          providerId: "credential",
          accountId: user.id,
          password: await context.password.hash(who.password),
        });
      }
      return { userId: user.id, created: true };
    },

    needsLink: (userId: string) => needsLink(options.pool, userId),

    /** Mails a link with which the person sets a (new) password. */
    async inviteToSetPassword(email: string): Promise<void> {
      await auth.api.requestPasswordReset({
        body: { email: email.toLowerCase(), redirectTo: `${publicUrl}/set-password` },
      });
    },

    /** Mails a new link in a company's name, after which older ones are dead. False: too often, and the older ones stay. */
    async sendInvitation(who: { userId: string; email: string; name: string; companyId: string }): Promise<boolean> {
      const { internalAdapter } = await auth.$context;
      const token = randomBytes(24).toString("base64url");
      const identifier = `${passwordLink}${token}`;
      const expiresAt = new Date(Date.now() + passwordLinkDays * 24 * 3_600_000);
      await internalAdapter.createVerificationValue({ value: who.userId, identifier, expiresAt });
      const { email, name, companyId } = who;
      const sent = await options.mails.setPassword({ email, name, companyId, url: passwordUrl(publicUrl, token) });
      await options.pool.query(
        `delete from verification
         where value = $1 and identifier like '${passwordLink}%' and (identifier = $2) <> $3`,
        [who.userId, identifier, sent],
      );
      return sent;
    },

    /** Signs in with a password; returns the answer whose cookies make the session. */
    signIn: (email: string, password: string, headers: Headers) =>
      auth.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
