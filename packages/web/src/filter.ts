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
        (former) => {
          if (value === null || value === "") former.delete(name);
          else former.set(name, value);
          // Another filter begins on its first page.
          if (name !== "offset") former.delete("offset");
          return former;
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
