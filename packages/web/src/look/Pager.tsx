/** From–to of a list read in pages; the place is in the URL as `offset`. */
import { useSearchParams } from "react-router";
import { Button } from "./Button.tsx";

export function Pager({ offset, limit, total }: { offset: number; limit: number; total: number }) {
  const [, setSearch] = useSearchParams();
  if (total <= limit && offset === 0) return null;
  const go = (to: number) =>
    setSearch((search) => {
      if (to > 0) search.set("offset", String(to));
      else search.delete("offset");
      return search;
    });
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-end gap-3 text-sm text-soft">
      <span>{`${offset + 1}–${Math.min(offset + limit, total)} of ${total}`}</span>
      <Button
        icon="left"
        label="Back one page"
        why={offset === 0 ? "This is the first page." : null}
        onPress={() => go(Math.max(0, offset - limit))}
      >
        Back
      </Button>
      <Button
        label="Next page"
        why={offset + limit >= total ? "This is the last page." : null}
        onPress={() => go(offset + limit)}
      >
        Next
      </Button>
    </nav>
  );
}
