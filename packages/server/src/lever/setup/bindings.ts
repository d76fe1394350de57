/** The API of integrations: connecting, checking, choosing, ending, and what came and went. */
import { integrationApi as api } from "@interviewvector/domain";
import { createLeverClient, LeverError } from "@interviewvector/lever";
import { forCompany, forMemberAtBrowser, type Binding } from "../../http/bind.ts";
import { HttpProblem, invalid, notFound } from "../../http/problem.ts";
import type { CompanySubject } from "../../http/subject.ts";
import { beginConnection } from "./begin.ts";
import { storeConnection } from "./connect.ts";
import { askingLever, ownConnection, readConnection, type SetupDeps } from "./deps.ts";
import { changeBindings } from "./change-bindings.ts";
import { checkConnection } from "./check.ts";
import { disconnectFrom } from "./disconnect.ts";
import { beginConsent } from "./oauth.ts";
import { askedScopes, scopes } from "./scope.ts";
import { syncBindings } from "./sync-bindings.ts";
import { connectionView, type InConnection, type View } from "./view.ts";

export interface BindingDeps extends SetupDeps {
  pollNow(connectionId: string): Promise<void>;
}

export function integrationBindings(deps: BindingDeps): Binding[] {
  const view = viewer(deps);
  const inConnection: InConnection = async (by, connectionId, work) => {
    const row = await ownConnection(deps, by, connectionId ?? "");
    await askingLever(async () => work(await deps.connections.open(row.id, { interactive: true, patient: true })));
    return view(by, row.id);
  };
  return [
    ...connectBindings(deps, view),
    ...changeBindings(deps, view, inConnection),
    ...syncBindings(deps),
    ...standingBindings(deps, view, inConnection),
  ];
}

function viewer({ door, config }: SetupDeps): View {
  return (by, connectionId) =>
    door.database.forCompany(by.companyId, async (tx) => {
      const row = await readConnection(tx, connectionId);
      if (!row) throw notFound("This connection");
      return connectionView(tx, row, { publicUrl: config.publicUrl, now: door.clock.now() });
    });
}

function connectBindings(deps: BindingDeps, view: View): Binding[] {
  return [
    forCompany(api.listConnections, async ({ by }) => ({
      connections: by.role === "agency" ? [] : await allConnections(deps, by),
      offers: { oauth: oauthOffer(deps), scopes: [...scopes] },
    })),
    forMemberAtBrowser(api.beginOauth, async ({ by, body }) => {
      const { environment, reconnect, optionalScopes } = body;
      const { companyId, personId: userId, sessionId } = by;
      const asked = { environment, reconnect: reconnect ?? null, scopes: askedScopes(optionalScopes) };
      return { authorizeUrl: await beginConsent(deps, { companyId, userId, sessionId, ...asked }) };
    }),
    forCompany(api.connectByKey, async ({ by, body }) => {
      await tryKey(deps, body.environment, body.apiKey);
      const credentials = {
        kind: "api_key" as const,
        environment: body.environment,
        secrets: { kind: "api_key" as const, apiKey: body.apiKey },
        scopes: [],
        asked: [],
        accountId: null,
      };
      const id = await storeConnection(deps, by, credentials, body.reconnect ?? null);
      await beginConnection(deps, id);
      return view(by, id);
    }),
  ];
}

function standingBindings(deps: BindingDeps, view: View, inConnection: InConnection): Binding[] {
  return [
    forCompany(api.runPreflight, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      // A broken one has its answer already: the line says what to do.
      if (row.state !== "connected") return view(by, row.id);
      return inConnection(by, row.id, (open) => checkConnection(deps, open));
    }),
    forCompany(api.pollNow, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      await askingLever(() => deps.pollNow(row.id));
      return { ok: true as const };
    }),
    forCompany(api.disconnect, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      await disconnectFrom(deps, by, row);
      return { ok: true as const };
    }),
  ];
}

async function allConnections({ door, config }: SetupDeps, by: CompanySubject) {
  return door.database.forCompany(by.companyId, async (tx) => {
    const rows = await tx.selectFrom("connections").selectAll().orderBy("created_at", "desc").execute();
    const views = [];
    for (const row of rows)
      views.push(await connectionView(tx, row, { publicUrl: config.publicUrl, now: door.clock.now() }));
    return views;
  });
}

function oauthOffer({ config }: SetupDeps) {
  const production = config.lever.production.app !== null;
  const sandbox = config.lever.sandbox.app !== null;
  const words =
    production || sandbox
      ? "Sign in to Lever as a Super Admin and grant access."
      : "This installation has no Lever app (LEVER_CLIENT_ID, LEVER_CLIENT_SECRET). Connect with a Lever API key instead.";
  return { production, sandbox, words };
}

/** Before anything is stored: does Lever know this key at all? */
async function tryKey(deps: SetupDeps, environment: "production" | "sandbox", key: string): Promise<void> {
  const lever = createLeverClient({
    apiUrl: deps.config.lever[environment].apiUrl,
    credentials: { kind: "apiKey", key },
    fetch: deps.fetch,
    userAgent: "InterviewVector",
  });
  try {
    await lever.stages.list().next();
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    if (error.code === "unauthorized")
      throw invalid("Lever does not accept this key.", { apiKey: "Lever does not accept this key." });
    // Without this one right it is still a key of Lever's; the checklist says what it lacks.
    if (error.code !== "forbidden")
      throw new HttpProblem(
        502,
        "lever_unreachable",
        "Lever cannot be asked right now. Please try again in a minute.",
        { cause: error },
      );
  }
}
