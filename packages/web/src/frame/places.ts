/** The places of each part of the product, in the order of the bar. */
import type { IconName } from "../look/Icon.tsx";
import type { Me } from "../me.ts";
import type { Area } from "../session.ts";

export interface Place {
  to: string;
  words: string;
  icon: IconName;
}

const auditorsPaths: readonly string[] = ["/ops/reviews", "/ops/ratings"];

export const places: Record<Area, readonly Place[]> = {
  company: [
    { to: "/app", words: "Home", icon: "home" },
    { to: "/app/candidates", words: "Candidates", icon: "people" },
    { to: "/app/positions", words: "Positions", icon: "briefcase" },
    { to: "/app/integrations", words: "Integrations", icon: "plug" },
    { to: "/app/settings", words: "Settings", icon: "gear" },
  ],
  expert: [
    { to: "/expert", words: "Agenda", icon: "calendar" },
    { to: "/expert/availability", words: "Availability", icon: "clock" },
    { to: "/expert/why", words: "Why", icon: "glasses" },
    { to: "/expert/earnings", words: "Earnings", icon: "list" },
    { to: "/expert/profile", words: "Profile", icon: "person" },
  ],
  operations: [
    { to: "/ops", words: "Today", icon: "home" },
    { to: "/ops/experts", words: "Experts", icon: "people" },
    { to: "/ops/slots", words: "Slots", icon: "calendar" },
    { to: "/ops/earnings", words: "Earnings", icon: "briefcase" },
    { to: "/ops/guides", words: "Guides", icon: "book" },
    { to: "/ops/proposals", words: "Proposals", icon: "hand" },
    { to: "/ops/cover", words: "Cover", icon: "swap" },
    { to: "/ops/reviews", words: "Reviews", icon: "glasses" },
    { to: "/ops/ratings", words: "Ratings", icon: "smile" },
    { to: "/ops/effects", words: "Effects", icon: "list" },
    { to: "/ops/deliveries", words: "Deliveries", icon: "inbox" },
    { to: "/ops/companies", words: "Companies", icon: "briefcase" },
    { to: "/ops/audit-log", words: "Audit log", icon: "clock" },
  ],
};

/** Auditors see the reports and ratings that wait for them, and nothing else of the service. */
export function placesFor(area: Area, me: Me): readonly Place[] {
  const auditor = area === "operations" && me.serviceRole === "auditor";
  return auditor ? places.operations.filter((place) => auditorsPaths.includes(place.to)) : places[area];
}

export const areaWords: Record<Area, string> = {
  company: "Company",
  expert: "Expert",
  operations: "Operations",
};

/** An interview belongs under Candidates, though its path does not say so. */
export function isCurrent(place: Place, pathname: string): boolean {
  if (/^\/(app|expert|ops)$/.test(place.to)) return pathname === place.to;
  if (place.to === "/app/candidates" && pathname.startsWith("/app/interviews")) return true;
  return pathname === place.to || pathname.startsWith(`${place.to}/`);
}
