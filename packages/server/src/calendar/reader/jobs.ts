/** What is worked out beside the event loop: large texts to small values. Runs in the worker; the reader only names the job. */
import { readMultistatus, type DavItem } from "../caldav/multistatus.ts";
import { readBusy, type Reading } from "../read/busy.ts";
import { oursBy } from "../read/ours.ts";
import { UnreadableCalendarError, type UnreadableCode } from "../read/unreadable.ts";

/** `ReadOptions` without functions, so that it can be sent. */
export interface ReadFor {
  zone: string;
  fromMs: number;
  toMs: number;
  soonMs: number;
  owners: string[];
  expertId: string;
  publicUrl: string;
}

export type Read = { ok: true; reading: Reading } | { ok: false; code: UnreadableCode; words: string };

/** One object of a CalDAV calendar, as far as it is kept. */
export interface ReadObject {
  href: string;
  etag: string | null;
  /** Null: it is not there any more. */
  read: Read | null;
}

export interface Listing {
  items: Omit<DavItem, "calendarData">[];
  syncToken: string | null;
}

export interface Jobs {
  /** A feed. */
  feed(input: { text: string; as: ReadFor }): Read;
  /** Answers of PROPFIND and sync-collection, without any calendar text. */
  listing(input: { xml: string }): Listing;
  /** Answers of calendar-multiget and calendar-query, read at once. */
  objects(input: { xml: string; as: ReadFor }): ReadObject[];
}

export const jobs: Jobs = {
  feed: ({ text, as }) => read(text, as),
  listing({ xml }) {
    const { items, syncToken } = readMultistatus(xml);
    return { items: items.map(({ calendarData: _text, ...item }) => item), syncToken };
  },
  objects({ xml, as }) {
    return readMultistatus(xml).items.flatMap(({ href, etag, status, calendarData }): ReadObject[] => {
      if (calendarData !== null) return [{ href, etag, read: read(calendarData, as) }];
      return status === 404 || status === 410 ? [{ href, etag, read: null }] : [];
    });
  },
};

function read(text: string, as: ReadFor): Read {
  try {
    return { ok: true, reading: readBusy(text, { ...as, isOurs: oursBy(as) }) };
  } catch (error) {
    if (error instanceof UnreadableCalendarError) return { ok: false, code: error.code, words: error.message };
    throw error;
  }
}
