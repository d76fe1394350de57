import { useEffect, useState } from "react";
import { Icon } from "../look/Icon.tsx";
import type { Me, Membership } from "../me.ts";
import type { Area } from "../session.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Search } from "./Search.tsx";

interface Props {
  me: Me;
  area: Area;
  membership: Membership | null;
  onCompany: (companyId: string) => void;
}

export function TopLine({ me, area, membership, onCompany }: Props) {
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b border-line bg-panel px-4 sm:px-6 lg:px-8 print:hidden">
      <div className="min-w-0 flex-1">
        {membership && <Company me={me} membership={membership} onCompany={onCompany} />}
        {!membership && <span className="font-medium">{area === "expert" ? me.user.name : "Operations"}</span>}
      </div>
      <SearchButton area={area} />
      <AccountMenu me={me} area={area} />
    </header>
  );
}

function Company({ me, membership, onCompany }: { me: Me; membership: Membership; onCompany: (id: string) => void }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      {membership.logoUrl && (
        <img src={membership.logoUrl} alt="" className="h-7 w-auto max-w-28 rounded bg-white object-contain" />
      )}
      {me.memberships.length === 1 ? (
        <span className="truncate font-medium">{membership.companyName}</span>
      ) : (
        <select
          aria-label="Company"
          className="max-w-full truncate rounded-md border border-edge bg-panel py-1.5 pr-7 pl-2 font-medium"
          value={membership.companyId}
          onChange={(event) => onCompany(event.target.value)}
        >
          {me.memberships.map((other) => (
            <option key={other.companyId} value={other.companyId}>
              {other.companyName}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function SearchButton({ area }: { area: Area }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen(true);
      }
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const mac = navigator.platform.startsWith("Mac");
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts={mac ? "Meta+K" : "Control+K"}
        onClick={() => setOpen(true)}
        className="flex min-h-9 items-center gap-2 rounded-md border border-edge px-3 text-sm text-soft hover:bg-sunk"
      >
        <Icon name="search" />
        <span className="sr-only sm:not-sr-only">Search</span>
        <kbd className="hidden font-sans text-xs lg:inline">{mac ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      {open && <Search area={area} onClose={() => setOpen(false)} />}
    </>
  );
}
