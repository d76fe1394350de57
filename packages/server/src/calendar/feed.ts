/** A calendar by its address: fetched whole, if it has changed since, and read beside the event loop. */
import type { Reach } from "../outside/reach.ts";
import { CalendarProblem, checkStatus } from "./problem.ts";
import type { Read, ReadFor } from "./reader/jobs.ts";
import type { Reader } from "./reader/reader.ts";
import type { Reading } from "./read/busy.ts";

export interface FeedMarks {
  etag: string | null;
  lastModified: string | null;
}

export type FeedAnswer = { changed: false } | { changed: true; reading: Reading; marks: FeedMarks };

/** `marks` null: read it whatever has changed. */
export async function readFeed(
  { reach, reader }: { reach: Reach; reader: Reader },
  feed: { address: string; marks: FeedMarks | null; signal?: AbortSignal },
  as: ReadFor,
): Promise<FeedAnswer> {
  const outside = reach.open();
  try {
    const answer = await outside.request(feed.address, {
      headers: {
        accept: "text/calendar, text/plain;q=0.5, */*;q=0.1",
        ...(feed.marks?.etag ? { "if-none-match": feed.marks.etag } : {}),
        ...(feed.marks?.lastModified ? { "if-modified-since": feed.marks.lastModified } : {}),
      },
      ...(feed.signal ? { signal: feed.signal } : {}),
    });
    if (answer.status === 304 && feed.marks) return { changed: false };
    checkStatus(answer.status, false);
    // What it is called says little: calendars come as text/plain, web pages as text/calendar. What it is, its text says.
    const reading = readable(await reader.run("feed", { text: answer.body, as }));
    const { etag, "last-modified": lastModified } = answer.headers;
    return { changed: true, reading, marks: { etag: etag ?? null, lastModified: lastModified ?? null } };
  } finally {
    outside.close();
  }
}

export function readable(read: Read): Reading {
  if (read.ok) return read.reading;
  throw new CalendarProblem(read.code, read.words);
}
