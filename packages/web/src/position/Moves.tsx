/** More moves at once than anybody makes by hand: who was moved, and all, some or none of them are invited. */
import { positionApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Tick } from "../look/Field.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Button } from "../look/Button.tsx";
import { Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { dayAndTime, ownZone, zoneWords } from "../time.ts";

type Position = AnswerOf<typeof positionApi.getPosition>;

export function Moves({ position, onClose }: { position: Position; onClose: () => void }) {
  const params = { positionId: position.id };
  const answer = useAnswer(positionApi.listMoves, { params });
  /** Everybody, until somebody is taken out. */
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const ids = answer.data?.moves.map((move) => move.interviewId) ?? [];
  const invite = ids.filter((id) => !out.has(id));
  const decide = useAct(positionApi.decideMoves, () =>
    say(invite.length === 0 ? "Nobody is invited" : `${invite.length} are being invited`),
  );
  const people = invite.length === 1 ? "1 person" : `${invite.length} people`;
  return (
    <Ask
      title={`Moved at once: ${position.title}`}
      confirm={invite.length === 0 ? "Invite nobody" : `Invite ${people}`}
      why={ids.length === 0 ? "Nobody waits any more." : null}
      onClose={onClose}
      onConfirm={() => decide.mutateAsync({ params, body: { invite, setAside: ids.filter((id) => out.has(id)) } })}
    >
      <Read of={answer} lines={5}>
        {({ moves }) =>
          moves.length === 0 ? (
            <p>Nobody waits any more.</p>
          ) : (
            <div className="space-y-3">
              <p>
                {`More than 50 candidates were moved within ten minutes, so we ask before anybody gets a mail. Whom you leave ticked is invited now, by mail, with a note in Lever. The others hear nothing, and no note is written; Redo on their page invites them later.`}
              </p>
              <div className="flex flex-wrap items-center gap-2">
                <Button onPress={() => setOut(new Set())}>All</Button>
                <Button onPress={() => setOut(new Set(ids))}>None</Button>
                <span className="text-sm text-soft">{`${invite.length} of ${moves.length} ticked. Times in ${zoneWords(ownZone)}.`}</span>
              </div>
              <ul className="max-h-72 space-y-2 overflow-y-auto rounded-md border border-line p-3">
                {moves.map((move) => (
                  <li key={move.interviewId}>
                    <Tick
                      label={move.candidate || "No name in Lever"}
                      hint={`moved ${dayAndTime(move.enteredAt, ownZone)}`}
                      checked={!out.has(move.interviewId)}
                      onValue={(ticked) => setOut(without(out, move.interviewId, ticked))}
                    />
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Read>
    </Ask>
  );
}

function without(out: ReadonlySet<string>, id: string, ticked: boolean): ReadonlySet<string> {
  const next = new Set(out);
  if (ticked) next.delete(id);
  else next.add(id);
  return next;
}
