/** Which events of a CalDAV calendar are read again, and which are taken as gone, from answers as servers may give them. */
import { expect, test } from "vitest";
import { changesOf } from "../src/calendar/caldav/changes.ts";
import type { DavClient } from "../src/calendar/caldav/client.ts";
import { jobs } from "../src/calendar/reader/jobs.ts";

const calendar = { url: "https://dav.example/ada/work/", name: "Work", mayWrite: true, ctag: "2" };
const as = { zone: "UTC", fromMs: 0, toMs: 1, soonMs: 1, owners: [], expertId: "ada", publicUrl: "https://iv.example" };
const held = (...paths: string[]) => ({
  syncToken: "token:1",
  ctag: "1",
  etags: new Map(paths.map((path) => [path, '"1"'])),
  paths: new Set(paths),
});

const status = (code: number, ...paths: string[]) =>
  `<d:response>${paths.map((path) => `<d:href>/ada/work/${path}</d:href>`).join("")}<d:status>HTTP/1.1 ${code} -</d:status></d:response>`;
const unchanged = (path: string) =>
  `<d:response><d:href>/ada/work/${path}</d:href><d:propstat><d:prop><d:getetag>"1"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const listing = (...responses: string[]) =>
  jobs.listing({
    xml: `<d:multistatus xmlns:d="DAV:">${responses.join("")}<d:sync-token>token:2</d:sync-token></d:multistatus>`,
  });

/** A server that answers these two questions, and is asked for nothing else. */
function server(answers: Pick<DavClient, "changesSince" | "list">): DavClient {
  return answers as DavClient;
}

test("a list that the server cuts short takes no event away: the calendar is unread", async () => {
  const client = server({
    changesSince: async () => null,
    list: async () => listing(unchanged("a.ics"), status(507, "")),
  });
  await expect(changesOf(client, calendar, held("/ada/work/a.ics", "/ada/work/b.ics"), as)).rejects.toThrow(
    "The server lists only a part of the events.",
  );
});

test("several events may be told as gone in one breath", async () => {
  const client = server({
    changesSince: async () => listing(status(404, "a.ics", "b.ics")),
    list: async () => listing(),
  });
  const known = held("/ada/work/a.ics", "/ada/work/b.ics", "/ada/work/c.ics");
  expect(await changesOf(client, calendar, known, as)).toEqual({
    read: [],
    gone: ["/ada/work/a.ics", "/ada/work/b.ics"],
    syncToken: "token:2",
    ctag: "2",
  });
});
