/** A value once it has stayed the same for a moment: what is being typed is not asked about letter by letter. */
import { useEffect, useState } from "react";

export function useSettled<Value>(value: Value, afterMs = 300): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
