/** The parts of one thing, each a page of its own. On a narrow screen they wrap, so that none is hidden. */
import { Link } from "react-router";

export interface SubPage {
  to: string;
  words: string;
  current: boolean;
  /** Something there needs a person. */
  mark?: string | undefined;
}

export function SubNav({ label, pages }: { label: string; pages: readonly SubPage[] }) {
  return (
    <nav aria-label={label} className="mb-5 border-b border-line print:hidden">
      <ul className="flex flex-wrap gap-x-5 gap-y-0">
        {pages.map((page) => (
          <li key={page.to}>
            <Link
              to={page.to}
              aria-current={page.current ? "page" : undefined}
              className={`-mb-px block border-b-2 py-2 font-medium no-underline ${page.current ? "border-accent text-accent" : "border-transparent text-soft hover:border-edge hover:text-ink"}`}
            >
              {page.words}
              {page.mark !== undefined && (
                <span className="ml-1.5 rounded-full bg-warn-wash px-1.5 py-0.5 text-xs text-warn">{page.mark}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
