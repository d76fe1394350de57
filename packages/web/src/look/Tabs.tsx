/** A row of links that filter the same list; where one stands is in the URL. */
import { Link } from "react-router";

export interface TabLink {
  to: string;
  words: string;
  count?: number | undefined;
  current: boolean;
}

export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="-mx-1 flex gap-1 overflow-x-auto px-1 py-1">
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          replace
          aria-current={tab.current ? "page" : undefined}
          className={`rounded-md px-3 py-1.5 text-sm font-medium whitespace-nowrap no-underline ${tab.current ? "bg-accent-wash text-accent" : "text-soft hover:bg-sunk"}`}
        >
          {tab.words}
          {tab.count !== undefined && <span className="ml-1.5 tabular-nums">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
