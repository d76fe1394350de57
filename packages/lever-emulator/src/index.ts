export type { Behaviours } from "./behaviour.ts";
export { createEmulator, developmentApp } from "./emulator.ts";
export type { FaultName, FaultRule } from "./fault/fault.ts";
export type { By, Hands, NewOpportunity } from "./hand/hands.ts";
export type { Effect, JournalEntry } from "./journal.ts";
export type { Emulator, EmulatorOptions } from "./options.ts";
export type * from "./state/records.ts";
export { stableId } from "./uuid.ts";
export { signature as webhookSignature } from "./webhook/sign.ts";
