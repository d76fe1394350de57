/** What the operator's command line can do. Every command is safe to run twice; create-api-key makes another key. */
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Parts } from "../parts.ts";
import { createKey } from "../account/api-key.ts";
import { recordAudit } from "../account/audit.ts";
import { isMigrated, migrate } from "../db/migrate.ts";
import { retryEffect } from "../effects/ledger.ts";
import { backup, backupUsage, restore, restoreUsage } from "./backup/commands.ts";
import { restored, restoredUsage } from "./restored.ts";
import { isKnownZone } from "../time/zone.ts";
import type { AdminContext } from "./context.ts";
import { doctor } from "./doctor.ts";

interface Command {
  usage: string;
  does: string;
  run(context: AdminContext, args: string[]): Promise<number>;
}

/** Opens the parts for one command and closes them after it; a database without our schema is said, not stumbled over. */
async function withParts(context: AdminContext, work: (parts: Parts) => Promise<number>): Promise<number> {
  if (!(await isMigrated(context.databaseUrl))) {
    context.print('The database has not this version\'s schema yet: run "npm run admin -- migrate" first.');
    return 1;
  }
  const parts = context.parts();
  try {
    return await work(parts);
  } finally {
    parts.close();
    await parts.database.close();
  }
}

function wrongUse(context: AdminContext, usage: string): number {
  context.print(`Usage: npm run admin -- ${usage}`);
  return 2;
}

/** How the audit log says that nobody signed in did it. */
const through = { through: "command line" };

const createCompanyUsage = "create-company --name NAME [--slug SLUG] [--zone ZONE]";
const createUserUsage =
  "create-user --email ADDRESS --name NAME (--company SLUG --role admin|recruiter|agency | --service operator|auditor) [--password PASSWORD]";
const createKeyUsage = "create-api-key --company SLUG --name NAME [--scopes read,write]";

/** "Société Générale" to "societe-generale"; empty for a name without Latin letters or digits. */
function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

async function createCompany(context: AdminContext, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { name: { type: "string" }, slug: { type: "string" }, zone: { type: "string", default: "UTC" } },
  });
  const { name, zone } = values;
  if (!name) return wrongUse(context, createCompanyUsage);
  const slug = values.slug ?? slugOf(name);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    context.print("Give it a short name for addresses with --slug: small letters, digits and single hyphens.");
    return 2;
  }
  if (!isKnownZone(zone)) {
    context.print(`"${zone}" is not a time zone; use an IANA name, e.g. Europe/Berlin.`);
    return 2;
  }
  return withParts(context, async ({ database, newId, clock }) => {
    const row = await database.service.transaction().execute(async (tx) => {
      const made = await tx
        .insertInto("companies")
        .values({ id: newId(), name, slug, zone, privacy_url: null, logo: null, logo_type: null })
        .onConflict((conflict) => conflict.column("slug").doNothing())
        .returning("id")
        .executeTakeFirst();
      const about = { at: clock.now(), actor: { kind: "system" } as const, details: through };
      if (made)
        await recordAudit(tx, {
          ...about,
          companyId: made.id,
          action: "company.created",
          subject: `company:${made.id}`,
        });
      return made;
    });
    context.print(
      row ? `Company ${name} (${slug}) is made.` : `There is a company "${slug}" already; nothing was changed.`,
    );
    return 0;
  });
}

async function createUser(context: AdminContext, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      email: { type: "string" },
      name: { type: "string" },
      company: { type: "string" },
      role: { type: "string" },
      service: { type: "string" },
      password: { type: "string" },
    },
  });
  const { email, name, company, role, service, password } = values;
  const forCompany = company !== undefined && (role === "admin" || role === "recruiter" || role === "agency");
  const forService = service === "operator" || service === "auditor";
  if (!email || !name || forCompany === forService) return wrongUse(context, createUserUsage);
  if (!z.email().safeParse(email).success) {
    context.print(`"${email}" is not an e-mail address.`);
    return 2;
  }
  if (password !== undefined && password.length < 8) {
    context.print("A password has at least 8 characters.");
    return 2;
  }
  return withParts(context, async ({ database, signIn, clock }) => {
    const db = database.service;
    const found = forCompany
      ? await db.selectFrom("companies").select("id").where("slug", "=", company).executeTakeFirst()
      : null;
    if (forCompany && !found) {
      context.print(`There is no company "${company}".`);
      return 1;
    }
    const { userId, created } = await signIn.ensureAccount({
      email,
      name,
      ...(password === undefined ? {} : { password }),
    });
    await db.transaction().execute(async (tx) => {
      if (found && forCompany)
        await tx
          .insertInto("memberships")
          .values({ company_id: found.id, user_id: userId, role })
          .onConflict((conflict) => conflict.columns(["company_id", "user_id"]).doUpdateSet({ role, removed_at: null }))
          .execute();
      if (forService)
        await tx
          .insertInto("service_members")
          .values({ user_id: userId, role: service })
          .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ role: service }))
          .execute();
      await recordAudit(tx, {
        at: clock.now(),
        companyId: found?.id ?? null,
        actor: { kind: "system" },
        action: "member.invited",
        subject: `member:${userId}`,
        details: { role: forService ? service : role, ...through },
      });
    });
    if (created && password === undefined) await signIn.inviteToSetPassword(email);
    context.print(
      created
        ? `${email} is made${password === undefined ? "; a mail with a link to set a password is on its way once the platform runs" : ""}.`
        : `${email} was there already; role set, password unchanged.`,
    );
    return 0;
  });
}

async function createApiKey(context: AdminContext, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { company: { type: "string" }, name: { type: "string" }, scopes: { type: "string", default: "read" } },
  });
  const scopes = values.scopes.split(",");
  const { company, name } = values;
  if (!company || !name || !scopes.every((scope) => scope === "read" || scope === "write"))
    return wrongUse(context, createKeyUsage);
  return withParts(context, async ({ database, newId, clock }) => {
    const found = await database.service
      .selectFrom("companies")
      .select("id")
      .where("slug", "=", company)
      .executeTakeFirst();
    if (!found) {
      context.print(`There is no company "${company}".`);
      return 1;
    }
    const { secret } = await database.service.transaction().execute((tx) =>
      createKey(tx, {
        id: newId(),
        companyId: found.id,
        name,
        scopes,
        createdBy: "command line",
        actor: { kind: "system" },
        at: clock.now(),
        details: through,
      }),
    );
    context.print(secret);
    return 0;
  });
}

async function listEffects(context: AdminContext, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { state: { type: "string" }, json: { type: "boolean", default: false } },
  });
  return withParts(context, async ({ database }) => {
    const counts = await database.service
      .selectFrom("effects")
      .select(({ fn }) => ["kind", "state", fn.countAll<string>().as("count")])
      .groupBy(["kind", "state"])
      .orderBy("state")
      .orderBy("kind")
      .execute();
    const wanted = (values.state ?? "dead") as (typeof counts)[number]["state"];
    const rows = await database.service
      .selectFrom("effects")
      .select(["id", "kind", "state", "attempt", "outcome", "created_at"])
      .where("state", "=", wanted)
      .orderBy("seq")
      .limit(50)
      .execute();
    if (values.json)
      context.print(
        JSON.stringify({ counts: counts.map((row) => ({ ...row, count: Number(row.count) })), effects: rows }),
      );
    else {
      for (const row of counts) context.print(`${row.state.padEnd(8)} ${row.kind.padEnd(18)} ${row.count}`);
      for (const row of rows) context.print(`${row.id}  ${row.kind}  ${row.attempt} attempts  ${row.outcome ?? ""}`);
    }
    return 0;
  });
}

async function retry(context: AdminContext, args: string[]): Promise<number> {
  const [which] = args;
  if (which === undefined) return wrongUse(context, "retry EFFECT-ID|all");
  if (which !== "all" && !z.guid().safeParse(which).success) {
    context.print(`"${which}" is not the id of an effect; "effects --state dead" lists them.`);
    return 2;
  }
  return withParts(context, async ({ database }) => {
    const ids =
      which === "all"
        ? (await database.service.selectFrom("effects").select("id").where("state", "=", "dead").execute()).map(
            (row) => row.id,
          )
        : [which];
    let count = 0;
    for (const id of ids) if (await retryEffect(database.service, id)) count++;
    context.print(`${count} of ${ids.length} will be tried again.`);
    return count === ids.length ? 0 : 1;
  });
}

export const commands: Record<string, Command> = {
  migrate: {
    usage: "migrate",
    does: "brings the database to this version's schema",
    async run(context) {
      const applied = await migrate(context.databaseUrl);
      context.print(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}`);
      return 0;
    },
  },
  "create-company": { usage: createCompanyUsage, does: "adds a company", run: createCompany },
  "create-user": { usage: createUserUsage, does: "adds a person with a role", run: createUser },
  "create-api-key": { usage: createKeyUsage, does: "makes an API key and prints it once", run: createApiKey },
  effects: {
    usage: "effects [--state STATE] [--json]",
    does: "counts what is owed, lists what failed",
    run: listEffects,
  },
  retry: {
    usage: "retry EFFECT-ID|all",
    does: "tries failed effects again; each looks first whether it was done",
    run: retry,
  },
  backup: {
    usage: backupUsage,
    does: "writes everything in the database to one file, also while the platform runs",
    run: backup,
  },
  restore: {
    usage: restoreUsage,
    does: "puts a backup into an empty database; nothing that stands in Lever is written there again",
    run: (context, args) => restore(context, args, withParts),
  },
  restored: {
    usage: restoredUsage,
    does: "after a restore from a backup: nothing is written to Lever without looking first whether it stands there",
    run: (context, args) => withParts(context, (parts) => restored(context, parts, args)),
  },
  doctor: {
    usage: "doctor",
    does: "checks settings, database, mail server, Lever, and what is stuck",
    run: (context) => doctor(context),
  },
};
