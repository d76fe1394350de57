/**
 * Status tag and link on the opportunity, where the company wants them: what stands there is read and compared, and only the
 * difference is written, so that doing it twice is doing it once. It touches nothing that is not ours.
 * Lever: https://hire.lever.co/developer/documentation#update-opportunity-tags
 */
import { stateWords } from "@interviewvector/domain";
import { LeverError } from "@interviewvector/lever";
import type { Tx } from "../../db/database.ts";
import type { Handler, Outcome } from "../../effects/effect.ts";
import { statusMadeUp } from "../../effects/made-up.ts";
import { atDesk, saving, type Desk, type WriteDeps } from "./desk.ts";

const PREFIX = "InterviewVector: ";

/** Tags and links need a right of their own. What a key may do Lever tells nobody: there it shows with the first write. */
export function whyNoStatus({ kind, scopes }: { kind: string; scopes: readonly string[] }): string | null {
  if (kind === "api_key" || scopes.includes("opportunities:write:admin")) return null;
  return "Lever has not granted the right to change opportunities (opportunities:write:admin). Reconnect to grant it.";
}

export function statusHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.status",
    repeatable: true,
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk): Promise<Outcome> => {
        // Consent is the company's to give: without it nothing has failed. Granted anew, all are brought up to date.
        if (whyNoStatus(desk.connection) !== null)
          return { result: "skipped", words: "Lever has not granted the right" };
        const wanted = await wantedAt(deps, desk);
        const there = await readOrGone(desk);
        if (there === null) return { result: "skipped", words: "the opportunity is no longer in Lever" };
        const tags = difference(
          there.tags.filter((tag) => tag.startsWith(PREFIX)),
          wanted.tag,
        );
        const links = difference(
          there.links.filter((link) => wanted.ourLinks.has(link)),
          wanted.link,
        );
        const { opportunities } = desk.lever;
        if (tags.remove.length > 0) await opportunities.removeTags(desk.opportunityId, tags.remove);
        if (tags.add.length > 0) await opportunities.addTags(desk.opportunityId, tags.add);
        if (links.remove.length > 0) await opportunities.removeLinks(desk.opportunityId, links.remove);
        if (links.add.length > 0) await opportunities.addLinks(desk.opportunityId, links.add);
        const written = [tags, links].some(({ add, remove }) => add.length + remove.length > 0);
        const saved = saving(deps, effect, { status: wanted.tag ?? "" });
        const about = { connectionId: desk.connection.id, opportunityId: desk.opportunityId };
        const save = async (tx: Tx) => {
          await saved(tx);
          await statusMadeUp(tx, effect, about);
        };
        return { result: "done", words: written ? wordsOf(wanted) : "stands so already", save };
      }),
  };
}

interface Wanted {
  tag: string | null;
  link: string | null;
  /** Links that we may have put on this opportunity. */
  ourLinks: ReadonlySet<string>;
}

/** By the newest interview of the opportunity, whichever of them asked: an older one has nothing to say any more. */
async function wantedAt({ database, config }: WriteDeps, { connection, opportunityId }: Desk): Promise<Wanted> {
  const interviews = await database.service
    .selectFrom("interviews")
    .select(["id", "state", "company_id"])
    .where("connection_id", "=", connection.id)
    .where("opportunity_id", "=", opportunityId)
    .orderBy("entered_at", "desc")
    .orderBy("created_at", "desc")
    .execute();
  const linkOf = ({ id, company_id }: { id: string; company_id: string }) =>
    `${config.publicUrl}/app/interviews/${id}?company=${company_id}`;
  const [newest] = interviews;
  return {
    tag: connection.status_tags && newest ? `${PREFIX}${stateWords[newest.state]}` : null,
    link: connection.opportunity_link && newest ? linkOf(newest) : null,
    ourLinks: new Set(interviews.map(linkOf)),
  };
}

async function readOrGone({ lever, opportunityId }: Desk) {
  try {
    return await lever.opportunities.get(opportunityId);
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return null;
    throw error;
  }
}

function difference(ours: readonly string[], wanted: string | null): { add: string[]; remove: string[] } {
  return {
    add: wanted === null || ours.includes(wanted) ? [] : [wanted],
    remove: ours.filter((one) => one !== wanted),
  };
}

function wordsOf({ tag, link }: Wanted): string {
  if (tag !== null) return link === null ? `tagged "${tag}"` : `tagged "${tag}", with a link`;
  return link === null ? "taken away" : "link put there";
}
