/** One row and more for every page of those who sign in: who opens it, where, and what must be seen there when it is ready. */
import type { Page } from "playwright-core";
import { ratingWords, type LivedIn } from "./lived-in.ts";

export interface AppPage {
  /** As the router writes it. */
  route: string;
  /** Which of the page's faces, where it has several. */
  face?: string;
  /** Address of the person; null: nobody is signed in. */
  as: string | null;
  path(lived: LivedIn): string;
  sees: string | RegExp;
  /** What the person does there before the page is looked at. */
  first?(page: Page): Promise<void>;
}

const ada = "ada@acme.example";
const rui = "rui@acme.example";
const agnes = "agnes@agency.example";
const olga = "olga@interviewvector.example";
const aud = "aud@interviewvector.example";
/** Whoever has the interview: filled in from the world. */
export const itsExpert = "its expert";

const button = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();
const dialog = (page: Page) => page.getByRole("dialog").waitFor();

export const appPages: AppPage[] = [
  { route: "/sign-in", as: null, path: () => "/sign-in", sees: "Forgot password?" },
  {
    route: "/sign-in",
    face: "with a link that is too old",
    as: null,
    path: () => "/sign-in?error=INVALID_TOKEN",
    sees: /too old/,
  },
  {
    route: "/sign-in/link",
    as: null,
    path: () => "/sign-in/link?token=made-up&callbackURL=%2Fapp",
    sees: /works once/,
  },
  { route: "/set-password", as: null, path: () => "/set-password?token=made-up", sees: /at least 8/i },
  { route: "/set-password", face: "without a token", as: null, path: () => "/set-password", sees: /can't be used/ },
  { route: "/app", as: ada, path: () => "/app", sees: "Bo Blocked" },
  {
    route: "/app",
    face: "of an agency without positions",
    as: agnes,
    path: () => "/app",
    sees: /No position is given/,
  },
  {
    route: "/app",
    face: "with the search open",
    as: ada,
    path: () => "/app",
    sees: "Bo Blocked",
    first: async (page) => {
      await page.keyboard.press("Control+k");
      await dialog(page);
      await page.getByRole("dialog").getByRole("searchbox").fill("Maya");
      await page.getByRole("dialog").getByText("Maya Lindqvist-Fernandez").waitFor();
    },
  },
  { route: "/app/candidates", as: rui, path: () => "/app/candidates", sees: "Maya Lindqvist-Fernandez" },
  {
    route: "/app/candidates",
    face: "with nothing found",
    as: rui,
    path: () => "/app/candidates?search=nobody+of+this+name",
    sees: /No interview matches/,
  },
  ...(["completed", "blocked", "invited", "proposed", "scheduled", "cancelled"] as const).map((state) => ({
    route: "/app/interviews/:interviewId",
    face: state,
    as: ada,
    path: ({ lives }: LivedIn) => `/app/interviews/${lives[state].interviewId}`,
    sees: "Timeline",
  })),
  {
    route: "/app/interviews/:interviewId/report",
    as: ada,
    path: ({ lives }) => `/app/interviews/${lives.completed.interviewId}/report`,
    sees: "A solid senior engineer.",
  },
  { route: "/app/positions", as: ada, path: () => "/app/positions", sees: "Senior Backend Engineer" },
  ...(["role", "rounds", "scheduling", "reports", "review"] as const).map((step) => ({
    route: "/app/positions/:positionId",
    face: step,
    as: ada,
    path: ({ positionId }: LivedIn) => `/app/positions/${positionId}?step=${step}`,
    sees: "Senior Backend Engineer",
  })),
  { route: "/app/integrations", as: ada, path: () => "/app/integrations", sees: "Lever" },
  {
    route: "/app/integrations/:connectionId",
    as: ada,
    path: ({ connectionId }) => `/app/integrations/${connectionId}`,
    sees: /event switched on/,
  },
  ...(
    [
      ["postings", "Senior Backend Engineer"],
      ["writing", "Each is a note of its own"],
      ["texts", "Mails to candidates"],
      ["settings", "Stage in Lever"],
    ] as const
  ).map(([part, sees]) => ({
    route: `/app/integrations/:connectionId/${part}`,
    as: ada,
    path: ({ connectionId }: LivedIn) => `/app/integrations/${connectionId}/${part}`,
    sees,
  })),
  {
    route: "/app/integrations/:connectionId/sync",
    as: ada,
    path: ({ connectionId }) => `/app/integrations/${connectionId}/sync`,
    sees: "Maya Lindqvist-Fernandez",
  },
  ...(["company", "members", "keys"] as const).map((part) => ({
    route: "/app/settings",
    face: part,
    as: ada,
    path: () => `/app/settings?part=${part}`,
    sees: { company: "Logo", members: "rui@acme.example", keys: "Careers page" }[part],
  })),
  {
    route: "/app/settings",
    face: "agencies, one of them given a position",
    as: ada,
    path: () => "/app/settings?part=agencies",
    sees: "seen by no agency",
    first: async (page) => {
      const change = page.getByRole("button", { name: "Change: agencies that see Frontend Engineer" });
      await change.click();
      await page.getByRole("checkbox", { name: "Agnes Dubois" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("seen by Agnes Dubois").waitFor();
      await change.click();
      await dialog(page);
    },
  },
  { route: "/app/*", as: ada, path: () => "/app/nowhere", sees: "This address leads nowhere" },
  { route: "/expert", as: itsExpert, path: () => "/expert", sees: "Nora" },
  { route: "/expert/availability", as: itsExpert, path: () => "/expert/availability", sees: /Weekly hours/ },
  {
    route: "/expert/interviews/:interviewId",
    as: itsExpert,
    path: ({ lives }) => `/expert/interviews/${lives.awaiting_report.interviewId}`,
    sees: /Recommendation/,
  },
  { route: "/expert/why", as: itsExpert, path: () => "/expert/why", sees: /Your quality/ },
  { route: "/expert/earnings", as: itsExpert, path: () => "/expert/earnings", sees: /Your rates now/ },
  { route: "/expert/profile", as: itsExpert, path: () => "/expert/profile", sees: /Never for these/ },
  { route: "/expert/*", as: itsExpert, path: () => "/expert/nowhere", sees: "This address leads nowhere" },
  { route: "/ops", as: olga, path: () => "/ops", sees: "Liv Live" },
  { route: "/ops/experts", as: olga, path: () => "/ops/experts", sees: "Priya Raman" },
  {
    route: "/ops/experts",
    face: "as a list",
    as: olga,
    path: () => "/ops/experts?view=list",
    sees: "Priya Raman",
  },
  {
    route: "/ops/experts/:expertId",
    as: olga,
    path: () => "/ops/experts",
    sees: "Priya Raman",
    first: async (page) => {
      await page.getByRole("link", { name: "Priya Raman" }).click();
      await page.getByRole("heading", { name: "History" }).waitFor();
    },
  },
  { route: "/ops/slots", as: olga, path: () => "/ops/slots", sees: "Senior Backend Engineer" },
  {
    route: "/ops/slots",
    face: "of one position",
    as: olga,
    path: ({ positionId }) => `/ops/slots?position=${positionId}`,
    sees: /may hold this interview/,
  },
  { route: "/ops/earnings", as: olga, path: () => "/ops/earnings", sees: /Months by UTC/ },
  {
    route: "/ops/interviews/:interviewId",
    as: olga,
    path: ({ lives }) => `/ops/interviews/${lives.scheduled.interviewId}`,
    sees: /^Decided/,
  },
  { route: "/ops/guides", as: olga, path: () => "/ops/guides", sees: "Backend" },
  { route: "/ops/guides/:guideId", as: olga, path: ({ guideId }) => `/ops/guides/${guideId}`, sees: /Competencies/ },
  { route: "/ops/proposals", as: olga, path: () => "/ops/proposals", sees: "Prue Proposes" },
  { route: "/ops/cover", as: olga, path: () => "/ops/cover", sees: "On standby" },
  // Its world has lived for weeks within minutes.
  { route: "/ops/effects", as: olga, path: () => "/ops/effects", sees: /This world’s clock is \d+ days ahead/ },
  {
    route: "/ops/effects",
    face: "with one open",
    as: olga,
    path: () => "/ops/effects",
    sees: /Note in Lever/,
    first: async (page) => {
      await button(/Note in Lever/)(page);
      await dialog(page);
    },
  },
  { route: "/ops/reviews", as: aud, path: () => "/ops/reviews", sees: "Femi" },
  {
    route: "/ops/reviews/:interviewId",
    as: aud,
    path: ({ lives }) => `/ops/reviews/${lives.in_review.interviewId}`,
    sees: "A solid senior engineer.",
  },
  {
    route: "/ops/ratings",
    as: aud,
    path: () => "/ops/ratings",
    sees: "Maya Lindqvist-Fernandez, Senior Backend Engineer",
  },
  { route: "/ops/ratings", face: "answered", as: olga, path: () => "/ops/ratings?show=answered", sees: /Femi Adeyemi/ },
  {
    route: "/ops/ratings",
    face: "with nothing found",
    as: olga,
    path: () => "/ops/ratings?search=nobody",
    sees: "No rating matches",
  },
  {
    route: "/ops/ratings/:interviewId",
    as: olga,
    path: ({ lives }) => `/ops/ratings/${lives.completed.interviewId}`,
    sees: ratingWords,
  },
  {
    route: "/ops/ratings/:interviewId",
    face: "answered",
    as: aud,
    path: ({ lives }) => `/ops/ratings/${lives.in_review.interviewId}`,
    sees: "The expert has another room now.",
  },
  {
    route: "/ops/ratings/:interviewId",
    face: "about to be answered",
    as: aud,
    path: ({ lives }) => `/ops/ratings/${lives.completed.interviewId}`,
    sees: ratingWords,
    first: async (page) => {
      await page.getByRole("button", { name: "Answer the candidate" }).click();
      await dialog(page);
    },
  },
  { route: "/ops/deliveries", as: olga, path: () => "/ops/deliveries", sees: "Acme" },
  { route: "/ops/companies", as: olga, path: () => "/ops/companies", sees: "Globex" },
  {
    route: "/ops/audit-log",
    face: "reached by the thumb",
    as: olga,
    path: () => "/ops",
    sees: "Liv Live",
    first: async (page) => {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Audit log" }).click();
      await page
        .getByRole("cell", { name: /Position: activated/ })
        .first()
        .waitFor();
    },
  },
  {
    route: "/ops",
    face: "with the search open",
    as: olga,
    path: () => "/ops",
    sees: "Liv Live",
    first: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("searchbox").fill("esra");
      await page.getByRole("dialog").getByText("Expert, esra@experts.example").waitFor();
    },
  },
  { route: "/ops/*", as: olga, path: () => "/ops/nowhere", sees: "This address leads nowhere" },
  { route: "/*", as: null, path: () => "/nowhere", sees: "This address leads nowhere" },
];
