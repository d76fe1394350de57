/** A finished mail, as the transport takes it. Made from a letter only, so that both twins always say the same. */
import type { Letter } from "./letter.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText } from "./letter-text.ts";
import { oneLine } from "./plain-words.ts";

export interface Mail {
  subject: string;
  text: string;
  html: string;
  /** A bare address. */
  replyTo?: string;
  /** Shown as the sender's name; the address stays the installation's. */
  fromName?: string;
}

export function mailOf(letter: Letter): Mail {
  return {
    subject: oneLine(letter.subject, 200),
    text: letterText(letter),
    html: letterHtml(letter),
    ...(letter.fromName === undefined ? {} : { fromName: oneLine(letter.fromName, 100) }),
    ...(letter.replyTo === undefined ? {} : { replyTo: letter.replyTo }),
  };
}
