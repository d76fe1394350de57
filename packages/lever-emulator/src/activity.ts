/** Counts what is under way, so that `settle()` can wait for it. */
export type Activity = {
  /** Call the returned function when it is over. */
  begin: () => () => void;
  count: () => number;
};

export function createActivity(): Activity {
  let count = 0;
  return {
    begin: () => {
      count += 1;
      let over = false;
      return () => {
        if (!over) count -= 1;
        over = true;
      };
    },
    count: () => count,
  };
}
