import { useState } from "react";
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
  return (
    <div>
      <p className="label">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-52 overflow-x-auto rounded-md bg-sunk px-3 py-2 text-sm whitespace-nowrap select-all">
          {text}
        </code>
        <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
      </div>
    </div>
  );
}
