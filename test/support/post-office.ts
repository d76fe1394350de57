/**
 * Stands between Lever and the platform: takes every delivery that Lever wants to send and hands it over several times, in
 * a random order that its seed repeats, some copies long after their day. Some copies are the same bytes, some are signed anew,
 * because nobody knows which of the two Lever does when it tries again.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { System } from "../../dev/system.ts";

interface Letter {
  url: string;
  payload: string;
}

export interface PostOffice {
  /** Hands over what is new, most copies of it now, with some that were held back. */
  deliver(): Promise<void>;
  /** Hands over every copy that was still held back. */
  deliverRest(): Promise<void>;
  /** Of copies. */
  delivered: number;
}

const COPIES = 5;

/** From now on nothing reaches the platform but through this office. */
export function openPostOffice({ emulator }: Pick<System, "emulator">, seed: number): PostOffice {
  emulator.setFaults([{ fault: "webhookLost" }]);
  const random = seeded(seed);
  const late: Letter[] = [];
  const seen = new Set(emulator.state.deliveries.map(({ id }) => id));

  const copiesOfNews = (): Letter[] => {
    const news = emulator.state.deliveries.filter(({ id, isTest }) => !isTest && !seen.has(id));
    for (const { id } of news) seen.add(id);
    return news.flatMap(({ url, payload, webhookId, account }) => {
      const key = emulator.state.accounts[account]?.webhooks[webhookId]?.signatureToken ?? "";
      return Array.from({ length: COPIES }, (_, copy) => ({
        url,
        payload: copy < 2 ? payload : signedAnew(payload, key),
      }));
    });
  };

  const office: PostOffice = {
    delivered: 0,
    async deliver() {
      const now = late.splice(0).filter((letter) => random() < 0.3 || (late.push(letter), false));
      const byDelivery = Map.groupBy(copiesOfNews(), ({ url, payload }) => url + dataOf(payload));
      for (const copies of byDelivery.values()) {
        const soon = 1 + Math.floor(random() * COPIES);
        shuffle(copies, random);
        now.push(...copies.slice(0, soon));
        late.push(...copies.slice(soon));
      }
      await post(shuffle(now, random));
    },
    async deliverRest() {
      await post(shuffle([...late.splice(0), ...copiesOfNews()], random));
    },
  };

  /** Three at a time: they overtake each other on the way as well. */
  const post = async (letters: Letter[]): Promise<void> => {
    for (let at = 0; at < letters.length; at += 3)
      await Promise.all(
        letters.slice(at, at + 3).map(async ({ url, payload }) => {
          const headers = { "content-type": "application/json" };
          const answer = await fetch(url, { method: "POST", headers, body: payload });
          if (answer.status !== 200) throw new Error(`a delivery was answered ${answer.status}: ${payload}`);
          office.delivered += 1;
        }),
      );
  };
  return office;
}

export function signedAnew(payload: string, key: string): string {
  const body = JSON.parse(payload) as { triggeredAt: number };
  const token = randomBytes(24).toString("hex");
  const signature = createHmac("sha256", key).update(`${token}${body.triggeredAt}`).digest("hex");
  return JSON.stringify({ ...body, token, signature });
}

function dataOf(payload: string): string {
  const { data, triggeredAt } = JSON.parse(payload) as { data: unknown; triggeredAt: number };
  return JSON.stringify({ data, triggeredAt });
}

function shuffle<T>(list: T[], random: () => number): T[] {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
  return list;
}

/** mulberry32 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
