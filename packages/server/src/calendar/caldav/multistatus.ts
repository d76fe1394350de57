/** Answers of a WebDAV server as values (RFC 4918, section 13). Prefixes are dropped: servers choose them as they like. */
import { XMLParser } from "fast-xml-parser";

export interface DavItem {
  href: string;
  /** Of the item itself; null when it only has properties. */
  status: number | null;
  etag: string | null;
  calendarData: string | null;
  displayName: string | null;
  ctag: string | null;
  syncToken: string | null;
  isCalendar: boolean;
  /** Empty: the server doesn't say. */
  components: string[];
  mayWrite: boolean | null;
  principal: string | null;
  home: string[];
  addresses: string[];
}

export interface Multistatus {
  items: DavItem[];
  syncToken: string | null;
}

export class MultistatusError extends Error {
  override name = "MultistatusError";
}

type Node = Record<string, unknown>;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Servers write each line end of a calendar as "&#13;": numeric references are read, and ten thousand of them are no attack,
  // since they can't stand for more than themselves (own entities need a document type, which is refused).
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  // Calendar text is one long value; its line ends and blanks are kept as they are.
  isArray: (name) => ["response", "propstat", "href", "comp", "privilege"].includes(String(name)),
});

export function readMultistatus(xml: string): Multistatus {
  // No answer of a calendar server declares a document type; entities that grow have no business here.
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new MultistatusError("the answer declares a document type");
  let document: Node;
  try {
    document = parser.parse(xml) as Node;
  } catch (cause) {
    throw new MultistatusError("the answer is no XML", { cause });
  }
  // An answer without any item is an empty element, which the parser gives as an empty text.
  const root = document["multistatus"] === "" ? {} : nodeOf(document["multistatus"]);
  if (!root) throw new MultistatusError("the answer is no multistatus");
  return { items: listOf(root["response"]).flatMap(itemsOf), syncToken: textOf(root["sync-token"]) };
}

/** One status may be that of several items at once. */
function itemsOf(response: Node): DavItem[] {
  const hrefs = listed(response["href"]).flatMap((one) => textOf(one) ?? []);
  return (hrefs.length > 0 ? hrefs : [""]).map((href) => itemOf(href, response));
}

function itemOf(href: string, response: Node): DavItem {
  const found = listOf(response["propstat"]).filter((part) => (statusOf(part["status"]) ?? 200) === 200);
  const props: Node = Object.assign({}, ...found.map((part) => nodeOf(part["prop"]) ?? {}));
  const type = nodeOf(props["resourcetype"]);
  const privileges = nodeOf(props["current-user-privilege-set"]);
  return {
    href,
    status: statusOf(response["status"]),
    etag: textOf(props["getetag"]),
    calendarData: rawText(props["calendar-data"]),
    displayName: textOf(props["displayname"]),
    ctag: textOf(props["getctag"]),
    syncToken: textOf(props["sync-token"]),
    isCalendar: type !== null && "calendar" in type,
    components: listOf(nodeOf(props["supported-calendar-component-set"])?.["comp"]).map((one) => String(one["@name"])),
    mayWrite: privileges === null ? null : mayWrite(privileges),
    principal: hrefsOf(props["current-user-principal"])[0] ?? null,
    home: hrefsOf(props["calendar-home-set"]),
    addresses: hrefsOf(props["calendar-user-address-set"]),
  };
}

function mayWrite(privileges: Node): boolean {
  return listOf(privileges["privilege"]).some((one) =>
    ["write", "write-content", "all", "bind"].some((name) => name in one),
  );
}

function hrefsOf(value: unknown): string[] {
  return listed(nodeOf(value)?.["href"]).flatMap((one) => textOf(one) ?? []);
}

function nodeOf(value: unknown): Node | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : null;
}

function listed(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function listOf(value: unknown): Node[] {
  return listed(value).flatMap((one): Node[] => {
    const node = nodeOf(one);
    return node ? [node] : [];
  });
}

function rawText(value: unknown): string | null {
  if (typeof value === "string") return value;
  const text = nodeOf(value)?.["#text"];
  return typeof text === "string" ? text : null;
}

function textOf(value: unknown): string | null {
  const text = rawText(value)?.trim();
  return text === undefined || text === "" ? null : text;
}

function statusOf(value: unknown): number | null {
  const match = /\s(\d{3})(\s|$)/.exec(textOf(value) ?? "");
  return match ? Number(match[1]) : null;
}
