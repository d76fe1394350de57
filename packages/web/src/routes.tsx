/** All pages by address. Each is loaded when it is first opened; a page's file exports it as `Component`. */
import { createBrowserRouter, redirect } from "react-router";
import { Frame } from "./frame/Frame.tsx";
import { NotFound, Trouble } from "./frame/Trouble.tsx";
import { Waiting } from "./look/Page.tsx";
import { freshSession, landingOf, requireSession } from "./session.ts";

const wait = <Waiting className="p-8" />;

/** Someone who followed a mailed link arrives signed in. */
async function alreadyIn({ request }: { request: Request }): Promise<Response | null> {
  if (!new URL(request.url).searchParams.has("entered")) return null;
  try {
    return redirect(landingOf(await freshSession()));
  } catch {
    // Not signed in after all: the sign-in page itself is the safe answer.
    return null;
  }
}

export const router = createBrowserRouter([
  {
    errorElement: <Trouble />,
    hydrateFallbackElement: wait,
    children: [
      { path: "/sign-in", loader: alreadyIn, lazy: () => import("./account/SignIn.tsx") },
      { path: "/sign-in/link", lazy: () => import("./account/MailedLink.tsx") },
      { path: "/set-password", lazy: () => import("./account/SetPassword.tsx") },
      {
        path: "/app",
        loader: requireSession,
        element: <Frame area="company" />,
        children: [
          {
            errorElement: <Trouble />,
            children: [
              { index: true, lazy: () => import("./home/Home.tsx") },
              { path: "candidates", lazy: () => import("./interview/Candidates.tsx") },
              { path: "interviews/:interviewId", lazy: () => import("./interview/InterviewPage.tsx") },
              { path: "interviews/:interviewId/report", lazy: () => import("./interview/ReportPage.tsx") },
              { path: "positions", lazy: () => import("./position/Positions.tsx") },
              { path: "positions/:positionId", lazy: () => import("./position/Configure.tsx") },
              { path: "integrations", lazy: () => import("./integration/Integrations.tsx") },
              { path: "integrations/:connectionId", lazy: () => import("./integration/LeverPage.tsx") },
              { path: "integrations/:connectionId/postings", lazy: () => import("./integration/LeverPage.tsx") },
              { path: "integrations/:connectionId/writing", lazy: () => import("./integration/LeverPage.tsx") },
              { path: "integrations/:connectionId/texts", lazy: () => import("./integration/LeverPage.tsx") },
              { path: "integrations/:connectionId/settings", lazy: () => import("./integration/LeverPage.tsx") },
              { path: "integrations/:connectionId/sync", lazy: () => import("./integration/Sync.tsx") },
              { path: "settings", lazy: () => import("./account/Settings.tsx") },
              { path: "*", element: <NotFound /> },
            ],
          },
        ],
      },
      {
        path: "/expert",
        loader: requireSession,
        element: <Frame area="expert" />,
        children: [
          {
            errorElement: <Trouble />,
            children: [
              { index: true, lazy: () => import("./expert/Agenda.tsx") },
              { path: "availability", lazy: () => import("./expert/Availability.tsx") },
              { path: "why", lazy: () => import("./expert/Why.tsx") },
              { path: "earnings", lazy: () => import("./expert/Earnings.tsx") },
              { path: "profile", lazy: () => import("./expert/Profile.tsx") },
              { path: "interviews/:interviewId", lazy: () => import("./expert/ReportForm.tsx") },
              { path: "*", element: <NotFound /> },
            ],
          },
        ],
      },
      {
        path: "/ops",
        loader: requireSession,
        element: <Frame area="operations" />,
        children: [
          {
            errorElement: <Trouble />,
            children: [
              { index: true, lazy: () => import("./operations/Today.tsx") },
              { path: "experts", lazy: () => import("./operations/Experts.tsx") },
              { path: "experts/:expertId", lazy: () => import("./operations/ExpertPage.tsx") },
              { path: "slots", lazy: () => import("./operations/PoolSlots.tsx") },
              { path: "earnings", lazy: () => import("./operations/AllEarnings.tsx") },
              { path: "interviews/:interviewId", lazy: () => import("./operations/Assignments.tsx") },
              { path: "guides", lazy: () => import("./operations/Guides.tsx") },
              { path: "guides/:guideId", lazy: () => import("./operations/GuideEditor.tsx") },
              { path: "proposals", lazy: () => import("./operations/Proposals.tsx") },
              { path: "cover", lazy: () => import("./operations/Cover.tsx") },
              { path: "reviews", lazy: () => import("./review/Reviews.tsx") },
              { path: "reviews/:interviewId", lazy: () => import("./review/Review.tsx") },
              { path: "ratings", lazy: () => import("./rating/Ratings.tsx") },
              { path: "ratings/:interviewId", lazy: () => import("./rating/Rating.tsx") },
              { path: "effects", lazy: () => import("./operations/Effects.tsx") },
              { path: "deliveries", lazy: () => import("./operations/Deliveries.tsx") },
              { path: "companies", lazy: () => import("./operations/Companies.tsx") },
              { path: "audit-log", lazy: () => import("./operations/AuditLog.tsx") },
              { path: "*", element: <NotFound /> },
            ],
          },
        ],
      },
      { path: "/", loader: () => redirect("/sign-in") },
      { path: "*", element: <NotFound /> },
    ],
  },
]);
