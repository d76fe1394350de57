/** Somebody's plain words, in which `code` between backticks is set as code. Nothing else of a markup is read. */
export function Words({ text }: { text: string }) {
  return text.split(/`([^`\n]+)`/).map((part, place) =>
    place % 2 === 1 ? (
      // The parts of one text stand still.
      // oxlint-disable-next-line react/no-array-index-key
      <code key={place} className="rounded-sm bg-sunk px-1 text-[0.9em]">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
