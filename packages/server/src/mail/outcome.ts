/**
 * What became of an attempt to send. The dividing line is the final dot: until the last byte of the message was handed to
 * the connection no server may deliver it; after that only the server's own answer tells (RFC 5321 4.1.1.4, RFC 1047).
 */
export type MailOutcome =
  | { result: "sent"; response: string }
  | {
      result: "not_sent";
      code: string;
      message: string;
      permanent: boolean;
      addressRefused: boolean;
      /** It speaks of the mail server, not of this mail. */
      away: boolean;
    }
  | { result: "unknown"; message: string };

/** The fields of nodemailer's errors that matter here. */
interface SmtpFailure {
  code?: unknown;
  responseCode?: unknown;
  response?: unknown;
  command?: unknown;
}

export function outcomeOf(error: unknown, wasHandedOver: boolean): MailOutcome {
  const failure: SmtpFailure = typeof error === "object" && error !== null ? error : {};
  const message = error instanceof Error ? error.message : String(error);
  const code = typeof failure.code === "string" ? failure.code : "EUNKNOWN";
  const reply = typeof failure.responseCode === "number" ? failure.responseCode : null;
  const answered = reply !== null && reply >= 400 && reply < 600;
  if (wasHandedOver && !answered) return { result: "unknown", message };
  // A 5xx to the greeting, to EHLO or to our password speaks of the connection, which may be mended: the mail waits.
  const ofThisMail = failure.command === "MAIL FROM" || failure.command === "RCPT TO" || failure.command === "DATA";
  const permanent = ofThisMail && reply !== null && reply >= 500 && reply < 600 && reply !== 503;
  return {
    result: "not_sent",
    code: reply === null ? code : String(reply),
    message,
    permanent,
    addressRefused: permanent && refusesAddress(reply, failure),
    // 421: "service not available", at whatever verb (RFC 5321 section 4.2.2).
    away: reply === null || reply === 421 || !ofThisMail,
  };
}

/**
 * Is it the address that is refused, so that a person must mend it, or us, or this message? The enhanced code says so
 * where there is one (RFC 3463: x.1 address, x.2 mailbox, x.7 policy); else the verb that was answered.
 */
function refusesAddress(reply: number, failure: SmtpFailure): boolean {
  const response = typeof failure.response === "string" ? failure.response : "";
  const enhanced = /^5\d\d[ -]5\.(\d{1,3})\.(\d{1,3})/.exec(response);
  if (failure.command === "MAIL FROM") return false;
  if (enhanced) {
    // 5.1.7 and 5.1.8 speak of the sender's address.
    return (enhanced[1] === "1" && enhanced[2] !== "7" && enhanced[2] !== "8") || enhanced[1] === "2";
  }
  if (failure.command === "RCPT TO") return true;
  return reply === 550 || reply === 551 || reply === 553;
}
