/** What stands around every page of those who sign in. Each part of the product may be entered only by those it is for. */
import { Suspense, useEffect } from "react";
import { Navigate, Outlet, useLocation, useSearchParams } from "react-router";
import { CompanyContext } from "../company.ts";
import { Button, LinkButton } from "../look/Button.tsx";
import { Empty, Page, Waiting } from "../look/Page.tsx";
import { Said } from "../look/Said.tsx";
import type { Me, Membership } from "../me.ts";
import { areaPaths, areasOf, useMe, type Area } from "../session.ts";
import { BottomBar, SideBar } from "./Bar.tsx";
import { useLeave } from "./leave.ts";
import { areaWords, isCurrent, placesFor } from "./places.ts";
import { TopLine } from "./TopLine.tsx";

const KEPT = "company";

export function Frame({ area }: { area: Area }) {
  const me = useMe();
  const { membership, choose } = useMembership(me, area);
  const { pathname } = useLocation();
  if (!areasOf(me).includes(area)) return <NotYours me={me} area={area} />;
  const own = placesFor(area, me);
  if (area === "operations" && me.serviceRole === "auditor" && !own.some((place) => isCurrent(place, pathname)))
    return <Navigate to={own[0]?.to ?? areaPaths[area]} replace />;
  return (
    <CompanyContext value={membership}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        To the content
      </a>
      <div className="flex min-h-dvh">
        <SideBar area={area} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopLine me={me} area={area} membership={membership} onCompany={choose} />
          <main id="content" tabIndex={-1} className="flex-1 pb-20 outline-none md:pb-8">
            <Suspense fallback={<Waiting className="p-8" />}>
              <Outlet key={membership?.companyId} />
            </Suspense>
          </main>
        </div>
      </div>
      <BottomBar area={area} />
      <Said />
    </CompanyContext>
  );
}

/** A person of several companies keeps the chosen one in the URL, so that a link opens the right one; others see no such thing. */
function useMembership(me: Me, area: Area): { membership: Membership | null; choose: (id: string) => void } {
  const [search, setSearch] = useSearchParams();
  const several = area === "company" && me.memberships.length > 1;
  const wanted = several ? (search.get("company") ?? sessionStorage.getItem(KEPT)) : null;
  const membership =
    area === "company" ? (me.memberships.find((one) => one.companyId === wanted) ?? me.memberships[0] ?? null) : null;
  const choose = (id: string) =>
    setSearch(
      (former) => {
        former.set("company", id);
        return former;
      },
      { replace: true },
    );
  const missing = several && membership !== null && search.get("company") !== membership.companyId;
  useEffect(() => {
    if (several && membership !== null) sessionStorage.setItem(KEPT, membership.companyId);
    if (missing) choose(membership.companyId);
  });
  return { membership, choose };
}

function NotYours({ me, area }: { me: Me; area: Area }) {
  const leave = useLeave();
  return (
    <main>
      <Page title={areaWords[area]}>
        <Empty
          title={`${me.user.email} has no access to this part`}
          actions={
            <>
              {areasOf(me).map((other) => (
                <LinkButton key={other} to={areaPaths[other]}>
                  {`Go to ${areaWords[other].toLowerCase()}`}
                </LinkButton>
              ))}
              <Button onPress={() => void leave()}>Sign out</Button>
            </>
          }
        >
          {`If that should be otherwise, ask the person who invited you, or write to ${me.supportEmail}.`}
        </Empty>
      </Page>
    </main>
  );
}
