/**
 * A candidate at a plain browser without JavaScript: opens the link of their mail, follows links, fills forms. It reads the
 * pages as they are, so a page that does not work without JavaScript fails here.
 */
import type { Message } from "./mailbox/message.ts";
import { patientFetch } from "./patient-fetch.ts";

export interface Form {
  action: string;
  /** What the form would send as it stands. */
  fields: URLSearchParams;
}

export class CandidateBrowser {
  readonly link: string;
  /** The page that is open. */
  html = "";
  url: string;
  status = 0;
  readonly #userAgent = "Mozilla/5.0 (plain)";

  constructor(link: string) {
    this.link = link;
    this.url = link;
  }

  /** The link in an invitation or any other mail to the candidate. */
  static ofMail(message: Pick<Message, "text">): CandidateBrowser {
    const [link] = /https?:\/\/\S+\/i\/[A-Za-z0-9_-]+/.exec(message.text ?? "") ?? [];
    if (link === undefined) throw new Error("the mail holds no candidate link");
    return new CandidateBrowser(link);
  }

  async open(path = ""): Promise<string> {
    const target = path.startsWith("http")
      ? path
      : /^[/?]/.test(path) && !path.startsWith("/i/")
        ? this.link + path
        : new URL(path || this.link, this.link).href;
    return this.#go(target, { method: "GET" });
  }

  /** Start times (ms) that the open page offers, over all the days and months it links to. */
  async offeredTimes(below = ""): Promise<number[]> {
    await this.open(below);
    const times = new Set(this.shownTimes());
    const links = this.#calendarLinks();
    // A month's page may link to days that no page before it showed: a set takes more while it is gone through.
    for (const link of links) {
      await this.open(link);
      for (const start of this.shownTimes()) times.add(start);
      if (/[?&]month=/.test(link)) for (const further of this.#calendarLinks()) links.add(further);
    }
    return [...times].sort((left, right) => left - right);
  }

  #calendarLinks(): Set<string> {
    return new Set(
      [...this.html.matchAll(/href="([^"]*[?&;](?:amp;)?(?:day|month)=[^"]*)"/g)].map((match) => plain(match[1] ?? "")),
    );
  }

  /** Start times (ms) that the open page shows: those of one day. */
  shownTimes(): number[] {
    return [...this.html.matchAll(/<button[^>]*? name="start" value="(\d+)"/g)].map((match) => Number(match[1]));
  }

  /** Presses the button of a time, which keeps it and leads to its confirmation page. */
  choose(startAt: number, more: Record<string, string> = {}): Promise<string> {
    const body = new URLSearchParams({ start: `${startAt}`, ...more });
    return this.#go(`${this.link}/hold`, { method: "POST", body });
  }

  /**
   * Goes through the confirmation page of a time; `more` overrides or adds fields of its form. A time that is somebody else's by
   * now throws: its page offers others, of which none is chosen, and a browser does not send a form whose required answer is missing.
   */
  async book(startAt: number, more: Record<string, string> = {}): Promise<string> {
    await this.choose(startAt);
    if (!this.form("/book").fields.has("start")) throw new Error(`no form for ${startAt}: ${this.text.slice(0, 200)}`);
    return this.submit("/book", { unusual: "yes", ...more });
  }

  async cancel(reason = ""): Promise<string> {
    await this.open("/cancel");
    return this.submit("/cancel", { reason });
  }

  form(actionEnd: string): Form {
    for (const [, head = "", body = ""] of this.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
      const action = plain(/action="([^"]*)"/.exec(head)?.[1] ?? "");
      if (/method="post"/i.test(head) && action.endsWith(actionEnd)) return { action, fields: fieldsOf(body) };
    }
    throw new Error(
      `no form that ends in ${actionEnd} on ${this.url} (${this.status}): ${textOf(this.html).slice(0, 300)}`,
    );
  }

  submit(actionEnd: string, more: Record<string, string> = {}): Promise<string> {
    const { action, fields } = this.form(actionEnd);
    for (const [name, value] of Object.entries(more)) fields.set(name, value);
    return this.#go(new URL(action, this.link).href, { method: "POST", body: fields });
  }

  get text(): string {
    return textOf(this.html);
  }

  async #go(target: string, init: RequestInit): Promise<string> {
    const answer = await patientFetch(target, {
      ...init,
      headers: { "user-agent": this.#userAgent, accept: "text/html" },
    });
    this.url = answer.url;
    this.status = answer.status;
    this.html = await answer.text();
    return this.html;
  }
}

function fieldsOf(body: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, "name");
    const type = attribute(tag, "type") ?? "text";
    const chosen = !["radio", "checkbox"].includes(type) || /\schecked(\s|>|=)/.test(tag);
    if (name !== null && chosen) fields.append(name, attribute(tag, "value") ?? "on");
  }
  for (const [, head = "", options = ""] of body.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = attribute(head, "name");
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0];
    if (name !== null && chosen) fields.append(name, attribute(chosen, "value") ?? "");
  }
  for (const [, head = "", words = ""] of body.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(head, "name");
    if (name !== null) fields.append(name, plain(words));
  }
  return fields;
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : plain(value);
}

function plain(html: string): string {
  return html
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
}

function textOf(html: string): string {
  return plain(html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, " ").replaceAll(/<[^>]+>/g, " "))
    .replaceAll(/\s+/g, " ")
    .trim();
}
