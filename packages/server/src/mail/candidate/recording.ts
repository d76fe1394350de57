/** What is said about recording before anybody decides. "No" is never held against a candidate. */
export type RecordingPolicy = "asked" | "required" | "never";

export function recordingLine(policy: RecordingPolicy, company: string, contact: string): string {
  switch (policy) {
    case "asked":
      return "only if you agree; you are asked before joining, and a no is never held against you.";
    case "required":
      return `${company} asks for it. If that doesn't suit you, write to ${contact} before booking.`;
    case "never":
      return "none.";
    default:
      return policy satisfies never;
  }
}
