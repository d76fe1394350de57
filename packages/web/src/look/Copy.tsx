import { useId, useState } from "react";
import { Button } from "./Button.tsx";
import { say } from "./Said.tsx";

/** Copies a text. Where the browser does not allow it, the text is selected instead, so that a person can. */
export function CopyButton({ text, words = "Copy", label }: { text: string; words?: string; label?: string }) {
  const [shown, setShown] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied");
    } catch {
      // Not allowed here (no secure address, or refused): show it for copying by hand.
      setShown(true);
    }
  }
  if (shown) {
    return (
      <input
        readOnly
        aria-label={label ?? words}
        className="field max-w-full"
        value={text}
        ref={(field) => field?.select()}
      />
    );
  }
  return (
    <Button icon="copy" {...(label === undefined ? {} : { label })} onPress={() => void copy()}>
      {words}
    </Button>
  );
}

/** A text that is there to be copied, such as an address for another system. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="label">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          readOnly
          className="field min-w-0 flex-1 basis-52 bg-sunk font-mono text-sm"
          value={text}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
      </div>
    </div>
  );
}
