/** Requests of people and monitors beside what a drill does, each on a connection of its own; none may fail. */
import type { Rig } from "./rig.ts";

export interface Visitors {
  end(): Promise<{ sent: number; failed: string[] }>;
}

export function visitAll({ urls }: Pick<Rig, "urls">, perSecond: number): Visitors {
  const failed: string[] = [];
  const under = new Set<Promise<unknown>>();
  let sent = 0;
  const visitOnce = async (): Promise<void> => {
    try {
      const answer = await fetch(`${urls.platform}/i/none`, { headers: { connection: "close" } });
      await answer.text();
      if (answer.status >= 500) failed.push(`answered ${answer.status}`);
    } catch (error) {
      failed.push(String((error as { cause?: unknown }).cause ?? error));
    }
  };
  const timer = setInterval(() => {
    sent += 1;
    const one = visitOnce();
    under.add(one);
    void one.finally(() => under.delete(one));
  }, 1_000 / perSecond);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(under);
      return { sent, failed };
    },
  };
}
