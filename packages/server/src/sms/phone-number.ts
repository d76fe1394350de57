/** Which of the numbers that stand in an ATS a text message can be sent to. */
import { parsePhoneNumberFromString } from "libphonenumber-js";

/**
 * E.164 ("+4930123456"); null without one. Only numbers in international form: in which country a "0151 …" is, nobody knows. One
 * that is called a mobile phone comes first.
 */
export function numberForTexts(phones: readonly { type?: string; value: string }[]): string | null {
  const sorted = phones.toSorted((left, right) => Number(isMobile(right)) - Number(isMobile(left)));
  for (const { value } of sorted) {
    const written = value.trim().replace(/^00/, "+");
    const number = written.startsWith("+") ? parsePhoneNumberFromString(written) : undefined;
    if (number?.isPossible()) return number.number;
  }
  return null;
}

function isMobile({ type }: { type?: string }): boolean {
  return type?.toLowerCase() === "mobile";
}
