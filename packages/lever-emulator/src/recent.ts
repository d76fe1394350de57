/**
 * Remembers for a while when things came to be, so that faults can hide what is too young (a list that lags, a stage
 * change not yet visible). "Young" ends when either the emulator's clock or the wall clock says so.
 */
export type Recent = {
  mark: (key: string) => void;
  youngerThan: (key: string, ms: number) => boolean;
};

const kept = 5000;

export function createRecent(now: () => number): Recent {
  const marks = new Map<string, { at: number; wallAt: number }>();
  return {
    mark: (key) => {
      marks.delete(key);
      marks.set(key, { at: now(), wallAt: performance.now() });
      if (marks.size <= kept) return;
      const oldest = marks.keys().next().value;
      if (oldest !== undefined) marks.delete(oldest);
    },
    youngerThan: (key, ms) => {
      const mark = marks.get(key);
      return mark !== undefined && now() - mark.at < ms && performance.now() - mark.wallAt < ms;
    },
  };
}
