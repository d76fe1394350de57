/** Changes to a person's data. One contact stands behind all of a person's opportunities. */
import type { Act } from "../core.ts";
import { badRequest } from "../refusal.ts";
import type { Contact, Opportunity, Phone } from "../state/records.ts";

export type ContactData = {
  name?: string;
  headline?: string;
  location?: string;
  emails?: string[];
  phones?: Phone[];
  links?: string[];
};

export function createContact(act: Act, data: ContactData): Contact {
  const contact: Contact = {
    id: act.core.newId("contact"),
    name: data.name ?? "",
    headline: data.headline ?? "",
    location: data.location ?? "",
    emails: data.emails ?? [],
    phones: data.phones ?? [],
    links: data.links ?? [],
    isAnonymized: false,
  };
  act.account.contacts[contact.id] = contact;
  act.core.emit(act, { event: "contactCreated", data: { contactId: contact.id } });
  return contact;
}

/** Lever's canonical form: trimmed and lower case. */
export const canonicalEmail = (email: string) => email.trim().toLowerCase();

export function contactByEmail(act: Act, emails: string[]): Contact | undefined {
  const wanted = new Set(emails.map(canonicalEmail));
  return Object.values(act.account.contacts).find((contact) =>
    contact.emails.some((email) => wanted.has(canonicalEmail(email))),
  );
}

export function editContact(act: Act, contact: Contact, data: ContactData): void {
  if (contact.isAnonymized) throw badRequest("Anonymized contacts cannot be updated");
  Object.assign(contact, data);
  contactChanged(act, contact);
}

export function anonymizeContact(act: Act, contact: Contact): void {
  Object.assign(contact, {
    name: "",
    headline: "",
    location: "",
    emails: [],
    phones: [],
    links: [],
    isAnonymized: true,
  });
  for (const opportunity of opportunitiesOf(act, contact)) {
    for (const collection of [act.account.files, act.account.resumes])
      for (const [id, record] of Object.entries(collection))
        if (record.opportunityId === opportunity.id) delete collection[id];
  }
  contactChanged(act, contact);
}

function contactChanged(act: Act, contact: Contact): void {
  for (const opportunity of opportunitiesOf(act, contact)) opportunity.updatedAt = act.core.clock.now();
  act.core.emit(act, { event: "contactUpdated", data: { contactId: contact.id } });
  act.core.changed();
}

const opportunitiesOf = (act: Act, contact: Contact): Opportunity[] =>
  Object.values(act.account.opportunities).filter((opportunity) => opportunity.contact === contact.id);
