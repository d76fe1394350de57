/** Why a calendar can't be told from its bytes. The words are for the expert whose calendar it is; they quote nothing of it but dates and rules. */
export type UnreadableCode = "not_a_calendar" | "web_page" | "cut_short" | "unreadable_event" | "too_much";

export class UnreadableCalendarError extends Error {
  override name = "UnreadableCalendarError";
  readonly code: UnreadableCode;
  constructor(code: UnreadableCode, words: string) {
    super(words);
    this.code = code;
  }
}
