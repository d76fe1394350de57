/**
 * Lever's two environments. Apps, keys and tokens of one mean nothing to the other. The audience ends with a slash, the
 * API root does not.
 * Lever: https://hire.lever.co/developer/documentation#authentication, https://hire.lever.co/developer/oauth
 */
export interface LeverEnvironment {
  readonly apiUrl: string;
  /** Root of `/authorize` and `/oauth/token`. */
  readonly authUrl: string;
  readonly audience: string;
  /** The web app; a candidate's page is `/candidates/<opportunity id>`. */
  readonly appUrl: string;
}

export const LEVER_PRODUCTION: LeverEnvironment = {
  apiUrl: "https://api.lever.co/v1",
  authUrl: "https://auth.lever.co",
  audience: "https://api.lever.co/v1/",
  appUrl: "https://hire.lever.co",
};

/** The host of the sandbox's sign-in is from Lever's example app: https://github.com/lever (OAuth example). */
export const LEVER_SANDBOX: LeverEnvironment = {
  apiUrl: "https://api.sandbox.lever.co/v1",
  authUrl: "https://sandbox-lever.auth0.com",
  audience: "https://api.sandbox.lever.co/v1/",
  appUrl: "https://hire.sandbox.lever.co",
};
