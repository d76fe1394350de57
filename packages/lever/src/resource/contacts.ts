/**
 * Contacts, one by one: Lever has no listing of them.
 * Lever: https://hire.lever.co/developer/documentation#contacts
 */
import type { Wire } from "../wire/wire.ts";
import { contact } from "./contact-shape.ts";
import type { Contact, Phone } from "./contact-shape.ts";

export interface ContactUpdate {
  readonly name?: string;
  readonly headline?: string;
  /** Free text. */
  readonly location?: string;
  readonly emails?: readonly string[];
  readonly phones?: readonly Pick<Phone, "value">[];
}

export function contacts(wire: Wire) {
  const path = "/contacts/:contact";
  return {
    /**
     * Scope `contact:read:admin`. Throws LeverError, `not_found` for an unknown id.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-contact
     */
    get: (contactId: string): Promise<Contact> =>
      wire.one({ method: "GET", path, ids: { contact: contactId } }, contact),

    /**
     * Changes the person on all their opportunities; anonymised contacts can't be changed. Scope `contact:write:admin`.
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#update-a-contact
     */
    update: (contactId: string, update: ContactUpdate): Promise<Contact> =>
      wire.one({ method: "PUT", path, ids: { contact: contactId }, json: update }, contact),
  };
}
