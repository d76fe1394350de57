/** Speaks SMTP by hand, one verb at a time, so that a test sees each reply of the server. */
import { connect, type Socket } from "node:net";

export interface Conversation {
  smtpUrl: string;
  to: string[];
  /** The message with CRLF line ends, without the final dot. */
  raw: string;
  /** How long to wait for a reply before it counts as "silence". */
  patienceMs?: number;
}

/** The reply codes in order, ending early at a refusal, "cut" (the server hung up) or "silence". */
export async function converse({ smtpUrl, to, raw, patienceMs = 5000 }: Conversation): Promise<string[]> {
  const socket = connect(Number(new URL(smtpUrl).port), "127.0.0.1");
  const reply = replyReader(socket, patienceMs);
  const said: string[] = [];
  const lines = [
    "",
    "EHLO test",
    "MAIL FROM:<interviews@interviewvector.example>",
    ...to.map((address) => `RCPT TO:<${address}>`),
    "DATA",
    `${raw}\r\n.`,
    "QUIT",
  ];
  for (const line of lines) {
    if (line !== "") socket.write(`${line}\r\n`);
    said.push(await reply());
    if (!/^[23]/.test(said.at(-1) ?? "")) break;
  }
  socket.destroy();
  return said;
}

/** A function that returns the next reply on `socket`. */
export function replyReader(socket: Socket, patienceMs: number): () => Promise<string> {
  let text = "";
  let closed = false;
  let wake = (): void => {};
  socket.on("data", (chunk) => {
    text += String(chunk);
    wake();
  });
  socket.on("error", () => {}); // a reset is a kind of "cut"
  socket.on("close", () => {
    closed = true;
    wake();
  });
  return async () => {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*(\d{3}) [^\n]*\n/.exec(text);
      if (whole) {
        text = text.slice(whole[0].length);
        return whole[1] ?? "";
      }
      if (closed) return "cut";
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return "silence";
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
}
