/** Small line icons, drawn here so that nothing is fetched. They decorate words and are never alone in carrying meaning. */
const paths = {
  home: "M3 11l9-8 9 8M5 9.5V21h5v-6h4v6h5V9.5",
  people:
    "M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 010 6.5M18 14.5c2 .8 3.2 2.7 3.5 5.5",
  briefcase: "M4 7.5h16v12H4zM9 7.5V5h6v2.5M4 13h16",
  plug: "M9 3v5M15 3v5M6.5 8h11v3a5.5 5.5 0 01-11 0zM12 16.5V21",
  gear: "M4 7.5h8M18 7.5h2M4 16.5h2M12 16.5h8M15 10a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM9 19a2.5 2.5 0 100-5 2.5 2.5 0 000 5z",
  calendar: "M4 5.5h16V20H4zM4 10h16M8 3v4M16 3v4",
  clock: "M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3.5 2",
  smile: "M12 21a9 9 0 100-18 9 9 0 000 18zM8.5 14c1.5 2.5 5.500 2.5 7 0M9 9.5h.01M15 9.5h.01",
  book: "M5 4h11a3 3 0 013 3v13H8a3 3 0 01-3-3zM5 17a3 3 0 013-3h11",
  hand: "M4 12h6l2-3 3 6 2-3h3",
  swap: "M4 8h14l-4-4M20 16H6l4 4",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  glasses:
    "M6.5 17a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM17.5 17a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM10 13c1-1 3-1 4 0M3 13.5L5.5 6M21 13.5L18.5 6",
  inbox: "M4 13l2.5-8h11L20 13v6.5H4zM4 13h5l1.5 3h3L15 13h5",
  search: "M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5",
  person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 21c.7-4.5 3.5-6.5 7.5-6.5s6.8 2 7.5 6.5",
  left: "M14.5 5.5L8 12l6.5 6.5",
  right: "M9.5 5.5L16 12l-6.5 6.5",
  down: "M5.5 9.5L12 16l6.5-6.5",
  check: "M4.5 12.5l5 5 10-11",
  cross: "M6 6l12 12M18 6L6 18",
  wait: "M12 21a9 9 0 100-18 9 9 0 000 18zM8 12h.01M12 12h.01M16 12h.01",
  warn: "M12 3.5L22 20.5H2zM12 10v5M12 17.800h.01",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  print: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  plus: "M12 5v14M5 12h14",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={`inline-block size-[1.15em] shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
