import { reportDraft } from "@interviewvector/domain";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Autosave } from "../src/expert/autosave.ts";
import { kept } from "../src/expert/kept-draft.ts";

const id = "4d5c1f0e-0000-4000-8000-000000000001";
const empty = reportDraft.parse({});

/** A server that keeps one draft, as the contract describes it. */
function serve(start: { version: number; summary?: string }) {
  const server = { version: start.version, summary: start.summary ?? "", down: false, saves: 0 };
  vi.stubGlobal("fetch", (address: string, init?: RequestInit) => {
    if (server.down) return Promise.reject(new TypeError("Failed to fetch"));
    if (!address.endsWith("/draft")) return Promise.resolve(Response.json(whole(server)));
    const { draft, draftVersion } = JSON.parse(String(init?.body)) as { draft: typeof empty; draftVersion: number };
    server.saves += 1;
    if (draftVersion !== server.version)
      return Promise.resolve(
        Response.json(
          { type: "about:blank", title: "Stale", status: 409, code: "stale_draft", requestId: "r" },
          { status: 409 },
        ),
      );
    server.version += 1;
    server.summary = draft.summary;
    return Promise.resolve(
      Response.json({ draftVersion: server.version, savedAt: "2026-12-08T09:00:00Z", missing: [] }),
    );
  });
  return server;
}

function whole({ version, summary }: { version: number; summary: string }) {
  const at = "2026-12-08T09:00:00Z";
  return {
    item: {
      interviewId: id,
      candidateFirstName: "Ada",
      company: "Acme",
      role: "SDE-2",
      round: "First round",
      state: "awaiting_report",
      startAt: at,
      endAt: at,
      joinUrl: null,
      reportDueAt: at,
      reportState: "draft",
      mayMarkNoShow: false,
      extraMinutes: 0,
    },
    zone: "Europe/Istanbul",
    candidateZone: null,
    guide: {
      format: "a talk",
      equipment: "a computer",
      sections: [{ name: "One", minutes: 10, questions: [] }],
      competencies: [{ id: "design", name: "Design", mandatory: true, anchors: ["a", "b", "c", "d"] }],
    },
    guideVersion: 1,
    draft: { ...empty, summary },
    draftVersion: version,
    savedAt: at,
    submittedVersion: 0,
    sentBack: null,
    missing: [],
    maySubmit: { possible: true, words: "" },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  const store = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function begin(version: number): Autosave {
  return new Autosave(id, { draft: empty, version, savedAt: null });
}

it("saves once the typing rests, and keeps nothing in the browser afterwards", async () => {
  const server = serve({ version: 3 });
  const autosave = begin(3);
  autosave.change({ ...empty, summary: "a" });
  autosave.change({ ...empty, summary: "ab" });
  expect(kept(id)?.draft.summary).toBe("ab");
  await vi.advanceTimersByTimeAsync(1000);
  expect(server).toMatchObject({ version: 4, summary: "ab", saves: 1 });
  expect(autosave.state().kind).toBe("saved");
  expect(kept(id)).toBeNull();
});

it("keeps what is typed without a network, and saves it when the network is back", async () => {
  const server = serve({ version: 0 });
  server.down = true;
  const autosave = begin(0);
  autosave.change({ ...empty, summary: "on a train" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state().kind).toBe("offline");
  expect(kept(id)).toMatchObject({ basedOn: 0, draft: { summary: "on a train" } });
  server.down = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(server.summary).toBe("on a train");
  expect(autosave.state().kind).toBe("saved");
});

it("stops at another version, overwrites nothing, and goes on from the person's choice", async () => {
  const server = serve({ version: 7, summary: "written on the phone" });
  const autosave = begin(6);
  autosave.change({ ...empty, summary: "written here" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state()).toMatchObject({ kind: "conflict", theirs: { summary: "written on the phone" } });
  autosave.change({ ...empty, summary: "written here, still typing" });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.summary).toBe("written on the phone");
  // Loaded again now, the page must see that what it kept is based on an older version.
  expect(kept(id)).toMatchObject({ basedOn: 6, draft: { summary: "written here, still typing" } });
  autosave.resolve({ ...empty, summary: "both" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(server).toMatchObject({ version: 8, summary: "both" });
  expect(autosave.state().kind).toBe("saved");
});
