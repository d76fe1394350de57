/** The SMTP side: accepts every mail from everybody, except where a fault says otherwise. */
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { FaultMode, FaultPlan, Verb } from "./fault.ts";
import type { MessageStore } from "./store.ts";

const LARGEST_BYTES = 25 * 1024 * 1024;

interface SmtpOptions {
  host: string;
  port: number;
  store: MessageStore;
  faults: FaultPlan;
}

export async function startSmtp({
  host,
  port,
  store,
  faults,
}: SmtpOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Map<number, Socket>();

  function cut(session: SMTPServerSession): void {
    sockets.get(session.remotePort)?.destroy();
  }

  /** Answers with the fault that strikes at this verb, or goes on. */
  function pass(verb: Verb, session: SMTPServerSession, recipients: string[], answer: (error?: Error) => void): void {
    const mode = faults.strike(verb, recipients);
    if (mode === undefined) answer();
    else if (mode === "hang") return;
    else {
      answer(refusal(mode));
      // After 421 a server closes; the reply must get out first.
      if (mode === "421") setImmediate(() => sockets.get(session.remotePort)?.end());
    }
  }

  const server = new SMTPServer({
    banner: "development mailbox",
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    size: LARGEST_BYTES,
    socketTimeout: 10 * 60_000,
    closeTimeout: 100,
    onConnect: (session, answer) => pass("connect", session, [], answer),
    onAuth: (_auth, session, answer) => pass("auth", session, [], (error) => answer(error ?? null, { user: "anyone" })),
    onMailFrom: (_address, session, answer) => pass("mail", session, [], answer),
    onRcptTo: ({ address }, session, answer) => pass("rcpt", session, [address], answer),
    onData(stream, session, answer) {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = { from: mailFrom === false ? "" : mailFrom.address, to: rcptTo.map(({ address }) => address) };
      const mode = faults.strike("data", envelope.to);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (mode === "dropDuringData") cut(session);
      });
      stream.on("end", () => {
        if (mode === "hang" || mode === "dropDuringData") return;
        if (mode !== undefined && mode !== "dropAfterDot") return answer(refusal(mode));
        const accepted = store.add({ envelope, raw: Buffer.concat(chunks), answered: mode === undefined });
        void accepted.then(
          ({ id }) => (mode === undefined ? answer(null, `OK: message ${id}`) : cut(session)),
          (error: Error) => answer(error),
        );
      });
    },
  });
  server.on("error", () => {}); // a connection that breaks is the client's matter, and what tests do on purpose
  server.server.on("connection", (socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.once("close", () => sockets.delete(remotePort));
  });
  const listening = server.listen(port, host);
  await once(listening, "listening");
  return {
    port: (listening.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

const WORDS: Record<string, string> = {
  "421": "4.3.2 Service not available, closing",
  "450": "4.2.1 Mailbox busy, try again later",
  "451": "4.7.1 Greylisted, try again later",
  "452": "4.2.2 Mailbox full",
  "535": "5.7.8 Authentication failed",
  "550": "5.1.1 No such mailbox",
  "552": "5.3.4 Message too big",
  "554": "5.7.1 Message refused",
};

function refusal(mode: FaultMode): Error {
  return Object.assign(new Error(WORDS[mode]), { responseCode: Number(mode) });
}
