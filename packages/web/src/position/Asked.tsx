/** What a person is asked about a position; which one and what stands in the address, so that mails, pages and notes can lead here. */
import type { AnswerOf, positionApi } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { Moves } from "./Moves.tsx";
import { Undecided } from "./Undecided.tsx";

export function Asked({ positions }: { positions: AnswerOf<typeof positionApi.listPositions>["positions"] }) {
  const { search, set } = useFilter();
  const named = (what: "moves" | "ended") => positions.find(({ id }) => id === search.get(what));
  const [moved, ended] = [named("moves"), named("ended")];
  return (
    <>
      {moved && <Moves position={moved} onClose={() => set("moves", null)} />}
      {ended && <Undecided position={ended} onClose={() => set("ended", null)} />}
    </>
  );
}
