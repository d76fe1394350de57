import { Chips } from "./Chips.tsx";
import { languageCode, languageName, languageNames } from "./language.ts";

interface Props {
  values: readonly string[];
  onValues: (codes: string[]) => void;
  error?: string | undefined;
}

export function Languages({ values, onValues, error }: Props) {
  return (
    <Chips
      label="Languages"
      hint="The interview is held in one of these."
      error={error}
      values={values.map(languageName)}
      suggestions={languageNames}
      refuse={(word) => (languageCode(word) === null ? `We don't know the language “${word}”.` : null)}
      onValues={(names) => onValues([...new Set(names.map(languageCode).filter((code) => code !== null))])}
    />
  );
}
