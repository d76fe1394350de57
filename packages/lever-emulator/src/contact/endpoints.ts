/** `/contacts/:id`: section 9. There is no list. */
import { isRecord, records, text, texts } from "../api/body.ts";
import type { Call, Endpoint } from "../api/call.ts";
import { ok, param } from "../api/call.ts";
import { shaped } from "../api/shape.ts";
import type { Contact, Phone } from "../state/records.ts";
import { find } from "../state/state.ts";
import type { ContactData } from "./act.ts";
import { editContact } from "./act.ts";

export const contactEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/contacts/:contact",
    scope: "contact",
    run: (call) => ok(shaped(call, contactView(named(call)))),
  },
  { method: "PUT", path: "/contacts/:contact", scope: "contact", run: update },
];

const named = (call: Call) => find(call.act.account, "contacts", param(call, "contact"));

export const contactView = (contact: Contact) => ({
  ...editableView(contact),
  isAnonymized: contact.isAnonymized,
  dataProtection: { interviewIntelligence: { allowed: true, expiresAt: null } },
});

/** The answer to PUT lacks `isAnonymized` and `dataProtection`. */
const editableView = (contact: Contact) => ({
  id: contact.id,
  name: contact.name,
  headline: contact.headline,
  location: { name: contact.location },
  emails: contact.emails,
  phones: contact.phones,
});

function update(call: Call) {
  const contact = named(call);
  editContact(call.act, contact, contactFields(call.body.fields));
  return ok(editableView(contact), [{ type: "contact.updated", id: contact.id }]);
}

/** The personal data of a request, as in PUT contact and POST opportunity. `location` is a plain string. */
export function contactFields(fields: Record<string, unknown>): ContactData {
  const data: ContactData = {};
  for (const name of ["name", "headline", "location"] as const) {
    const value = isRecord(fields[name]) ? text(fields[name], "name") : text(fields, name);
    if (value !== undefined) data[name] = value;
  }
  const emails = texts(fields, "emails");
  if (emails) data.emails = emails;
  const phones = records(fields, "phones");
  if (phones) data.phones = phones.map(phone);
  return data;
}

const phone = (fields: Record<string, unknown>): Phone => ({
  type: text(fields, "type") ?? null,
  value: text(fields, "value") ?? "",
});
