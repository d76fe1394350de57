/** The bar of places: left on wide screens (collapsible), at the lower edge on phones. */
import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Link, useLocation, useNavigate } from "react-router";
import { Icon } from "../look/Icon.tsx";
import mark from "../look/mark.svg";
import { useMe, type Area } from "../session.ts";
import { areaWords, isCurrent, placesFor, type Place } from "./places.ts";

const KEPT = "bar-narrow";

export function SideBar({ area }: { area: Area }) {
  const { pathname } = useLocation();
  const shown = placesFor(area, useMe());
  const [narrow, setNarrow] = useState(() => localStorage.getItem(KEPT) === "yes");
  function toggle() {
    localStorage.setItem(KEPT, narrow ? "no" : "yes");
    setNarrow(!narrow);
  }
  return (
    <nav
      aria-label={areaWords[area]}
      className={`sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-panel md:flex print:hidden ${narrow ? "w-16" : "w-52"}`}
    >
      <div className="flex h-14 items-center gap-2.5 px-4 font-semibold">
        <img src={mark} alt="" className="size-7" />
        {!narrow && "InterviewVector"}
      </div>
      <div className="flex-1 space-y-0.5 overflow-y-auto px-2 py-2">
        {shown.map((place) => {
          const current = isCurrent(place, pathname);
          return (
            <Link
              key={place.to}
              to={place.to}
              title={narrow ? place.words : undefined}
              aria-current={current ? "page" : undefined}
              className={`flex items-center gap-3 rounded-md px-3.5 py-2 no-underline ${current ? "bg-accent-wash font-medium text-accent" : "text-ink hover:bg-sunk"}`}
            >
              <Icon name={place.icon} className="size-5!" />
              <span className={narrow ? "sr-only" : ""}>{place.words}</span>
            </Link>
          );
        })}
      </div>
      <button
        type="button"
        onClick={toggle}
        aria-expanded={!narrow}
        aria-label={narrow ? "Widen the bar" : "Narrow the bar"}
        className="m-2 flex items-center gap-3 rounded-md px-3.5 py-2 text-sm text-soft hover:bg-sunk"
      >
        <Icon name={narrow ? "right" : "left"} />
        {!narrow && "Narrow"}
      </button>
    </nav>
  );
}

/** As many as a thumb can tell apart; the rest is behind "More". */
const MOST = 5;

export function BottomBar({ area }: { area: Area }) {
  const { pathname } = useLocation();
  const all = placesFor(area, useMe());
  const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
  const rest = all.slice(shown.length);
  return (
    <nav
      aria-label={areaWords[area]}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {shown.map((place) => {
        const current = isCurrent(place, pathname);
        return (
          <Link
            key={place.to}
            to={place.to}
            aria-current={current ? "page" : undefined}
            className={`${thumb} ${current ? "font-semibold text-accent" : "text-soft"}`}
          >
            <Icon name={place.icon} className="size-5!" />
            <span className="max-w-full truncate">{place.words}</span>
          </Link>
        );
      })}
      {rest.length > 0 && <More places={rest} current={rest.find((place) => isCurrent(place, pathname))} />}
    </nav>
  );
}

const thumb = "flex min-w-0 flex-1 flex-col items-center gap-0.5 py-2 text-[0.6875rem] no-underline";

/** Says where one is when it is one of the places inside. */
function More({ places, current }: { places: readonly Place[]; current: Place | undefined }) {
  const navigate = useNavigate();
  return (
    <MenuTrigger>
      <Button className={`${thumb} ${current ? "font-semibold text-accent" : "text-soft"}`}>
        <Icon name="more" className="size-5!" />
        <span className="max-w-full truncate">{current ? current.words : "More"}</span>
      </Button>
      <Popover placement="top end" className="w-56 rounded-lg border border-line bg-panel p-1.5 shadow-xl">
        <Menu aria-label="More" className="outline-none">
          {places.map((place) => (
            <MenuItem
              key={place.to}
              textValue={place.words}
              onAction={() => void navigate(place.to)}
              className={`flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 outline-none data-[focused]:bg-sunk ${place === current ? "font-semibold text-accent" : ""}`}
            >
              <Icon name={place.icon} className="size-5!" />
              {place.words}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
