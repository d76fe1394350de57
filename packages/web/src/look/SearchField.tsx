/** Searching a list: what is typed stands in the URL a moment later, so that a link shows the same list. */
import { useEffect, useState } from "react";
import { useFilter } from "../filter.ts";
import { TextField } from "./Field.tsx";

interface Props {
  label: string;
  placeholder: string;
  /** With the label in sight, beside other fields that show theirs. */
  labelled?: boolean;
  className?: string;
}

export function SearchField({ label, placeholder, labelled = false, className = "w-full sm:w-56" }: Props) {
  const { search, set } = useFilter();
  const words = search.get("search") ?? "";
  const [typed, setTyped] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== words) set("search", typed.trim());
    }, 250);
    return () => clearTimeout(timer);
  }, [typed, words, set]);
  return (
    <TextField
      label={label}
      hideLabel={!labelled}
      type="search"
      placeholder={placeholder}
      className={className}
      value={typed}
      onValue={setTyped}
    />
  );
}
