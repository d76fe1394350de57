/** Light or dark: the system's choice unless the person made their own, kept in this browser. */
export type Look = "system" | "light" | "dark";

export const looks: readonly { value: Look; words: string }[] = [
  { value: "system", words: "As the system" },
  { value: "light", words: "Light" },
  { value: "dark", words: "Dark" },
];

const KEPT = "look";

export function keptLook(): Look {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function applyLook(look: Look = keptLook()): void {
  localStorage.setItem(KEPT, look);
  if (look === "system") delete document.documentElement.dataset["look"];
  else document.documentElement.dataset["look"] = look;
}
