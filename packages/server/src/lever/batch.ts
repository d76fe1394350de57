/**
 * Group commit: what comes in while one batch is being written goes into the next one, so that under load many callers
 * share a commit, and a lone caller waits for nobody. Each caller is answered only after its own row is committed.
 */
export interface BatchOptions<Item, Result> {
  /** Writes all items in one transaction; results in the same order. */
  flush(items: Item[]): Promise<Result[]>;
  /** The largest batch. */
  max: number;
  /** Errors that would hit every item alike (no database): the batch is then not tried again one by one. */
  hitsAll(error: unknown): boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export function createBatch<Item, Result>(options: BatchOptions<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let writing = false;

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) await write(options, waiting.splice(0, options.max));
    writing = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (writing) return;
      writing = true;
      // Whatever else has already arrived in this turn of the event loop comes along.
      setImmediate(() => void writeAll());
    });
}

async function write<Item, Result>(options: BatchOptions<Item, Result>, batch: Waiting<Item, Result>[]): Promise<void> {
  try {
    const results = await options.flush(batch.map(({ item }) => item));
    for (const [place, entry] of batch.entries()) entry.resolve(results[place] as Result);
  } catch (error) {
    if (batch.length === 1 || options.hitsAll(error)) for (const entry of batch) entry.reject(error);
    // One bad item must not take the others with it.
    else for (const entry of batch) await write(options, [entry]);
  }
}
