/** Filters live in the URL: a link to a list shows what its sender saw. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";

export function useFilter(): {
  search: URLSearchParams;
  set: (name: string, value: string | null) => void;
  linkTo: (changes: Record<string, string | null>) => string;
} {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (name: string, value: string | null) =>
      setSearch(
        () => {
          // Of the address as it is now: what was rendered last may not know of a link that was just followed.
          const next = new URLSearchParams(window.location.search);
          if (value === null || value === "") next.delete(name);
          else next.set(name, value);
          // Another filter begins on its first page.
          if (name !== "offset") next.delete("offset");
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const linkTo = (changes: Record<string, string | null>): string => {
    const next = new URLSearchParams(search);
    next.delete("offset");
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    const words = next.toString();
    return words === "" ? "?" : `?${words}`;
  };
  return { search, set, linkTo };
}
