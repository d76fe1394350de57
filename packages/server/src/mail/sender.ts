/** Who mails come from, as MAIL_FROM names them. */
import addressParser from "nodemailer/lib/addressparser";
import { isMailAddress } from "./mail-address.ts";
import { oneLine } from "./plain-words.ts";

export interface Sender {
  name: string;
  address: string;
  /**
   * Of the address; ends Message-IDs and the UIDs of calendar entries. What a mail brings, what the candidate's page gives and what
   * we write into an expert's calendar is one entry by it: nobody else may work it out in another way.
   */
  host: string;
}

/** `Name <address>` or a bare address. */
export function senderOf(from: string): Sender {
  const [sender] = addressParser(from, { flatten: true });
  if (!sender || !isMailAddress(sender.address)) throw new TypeError("MAIL_FROM is not a mail address");
  const { address } = sender;
  return { name: oneLine(sender.name, 100), address, host: address.slice(address.indexOf("@") + 1) };
}
