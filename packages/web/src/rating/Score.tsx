import { inks, type Tone } from "../look/Notice.tsx";

const names = ["very bad", "bad", "all right", "good", "very good"];

/** The number with its word: colour alone says nothing. */
export function Score({ score }: { score: number }) {
  const tone: Tone = score <= 2 ? "bad" : score >= 4 ? "good" : "quiet";
  return (
    <span className={`font-medium whitespace-nowrap ${inks[tone]}`}>{`${score} of 5, ${names[score - 1] ?? ""}`}</span>
  );
}
