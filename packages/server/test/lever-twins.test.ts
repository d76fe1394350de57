/** Which of several panels of one booking, and of several files of one report, stay in Lever. */
import type { LeverFile, Panel } from "@interviewvector/lever";
import { expect, test } from "vitest";
import type { AtsIds } from "../src/db/tables.ts";
import type { Desk } from "../src/lever/write/desk.ts";
import { sweepFiles } from "../src/lever/write/file.ts";
import { sweepPanels } from "../src/lever/write/schedule.ts";

const marker = "https://iv.example/r/effect";
/** Made in doubt and seen late: older than the one that we know. */
const unseen = panel("unseen", { createdAt: 1 });

function panel(id: string, facts: { createdAt: number; canceledAt?: number }) {
  return { id, externalUrl: marker, canceledAt: null, ...facts } as Panel;
}

/** A desk with these things of one kind on it, and what is taken away from there. */
function deskWith<Thing>(things: Thing[], ids: AtsIds): { desk: Desk; gone: string[] } {
  const gone: string[] = [];
  const kind = {
    list: async function* () {
      yield* things;
    },
    delete: async (_opportunity: string, id: string) => gone.push(id),
  };
  const lever = { panels: kind, files: kind };
  const desk = { lever, ids, marker, opportunityId: "o", connection: { acting_user: { id: "u" } } };
  return { desk: desk as unknown as Desk, gone };
}

async function removed(panels: Panel[], ids: AtsIds): Promise<string[]> {
  const { desk, gone } = deskWith(panels, ids);
  await sweepPanels(desk, { externalId: "known" });
  return gone;
}

test("the one that we know stays, though it is the younger", async () => {
  expect(await removed([panel("known", { createdAt: 2 }), unseen], { panelId: "known" })).toEqual(["unseen"]);
});

test("none stays of a booking that was cancelled before the twin was seen: what we know of it has been forgotten", async () => {
  expect(await removed([panel("known", { createdAt: 2, canceledAt: 3 }), unseen], {})).toEqual(["unseen"]);
});

test.each<[string, string[], AtsIds, string[]]>([
  ["the one that we know stays", ["unseen", "known"], { fileId: "known" }, ["unseen"]],
  ["of a report that was corrected since none stays", ["unseen"], { fileId: "corrected" }, ["unseen"]],
])("a file of a report: %s", async (_name, there, ids, expected) => {
  const files = there.map((id, uploadedAt) => ({ id, name: "Interview report effect.pdf", uploadedAt }) as LeverFile);
  const { desk, gone } = deskWith(files, ids);
  await sweepFiles(desk, { id: "effect", externalId: "known" });
  expect(gone).toEqual(expected);
});
