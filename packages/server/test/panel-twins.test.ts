/** Which of several panels of one booking stays in Lever. */
import type { Panel } from "@interviewvector/lever";
import { expect, test } from "vitest";
import type { AtsIds } from "../src/db/tables.ts";
import type { Desk } from "../src/lever/write/desk.ts";
import { sweepPanels } from "../src/lever/write/schedule.ts";

const marker = "https://iv.example/r/effect";
/** Made in doubt and seen late: older than the one that we know. */
const unseen = panel("unseen", { createdAt: 1 });

function panel(id: string, facts: { createdAt: number; canceledAt?: number }) {
  return { id, externalUrl: marker, canceledAt: null, ...facts } as Panel;
}

async function removed(panels: Panel[], ids: AtsIds): Promise<string[]> {
  const gone: string[] = [];
  const lever = {
    panels: {
      list: async function* () {
        yield* panels;
      },
      delete: async (_opportunity: string, id: string) => gone.push(id),
    },
  };
  const desk = { lever, ids, marker, opportunityId: "o", connection: { acting_user: { id: "u" } } };
  await sweepPanels(desk as unknown as Desk, { externalId: "known" });
  return gone;
}

test("the one that we know stays, though it is the younger", async () => {
  expect(await removed([panel("known", { createdAt: 2 }), unseen], { panelId: "known" })).toEqual(["unseen"]);
});

test("none stays of a booking that was cancelled before the twin was seen: what we know of it has been forgotten", async () => {
  expect(await removed([panel("known", { createdAt: 2, canceledAt: 3 }), unseen], {})).toEqual(["unseen"]);
});
