/** What one change in the settings is, and the rule that only a Super Admin may make some of them. */
import type { Act } from "../core.ts";
import { badRequest, forbidden } from "../refusal.ts";

/** Reads a field of the form, trimmed; empty if it is not there. */
export type FormTexts = (name: string) => string;
export type SettingAction = (act: Act, text: FormTexts) => void;

export function mustBeSuperAdmin({ user }: Act): void {
  if (user?.accessRole !== "super admin") throw forbidden("Only a Super Admin can change this");
}

export function filled(text: FormTexts, name: string): string {
  const value = text(name);
  if (value === "") throw badRequest(`Missing required field: ${name}`);
  return value;
}
