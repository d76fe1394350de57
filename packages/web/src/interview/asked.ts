/** What every dialog that asks before an action gets. */
import type { InterviewDetail } from "./detail.ts";

export interface AskedProps {
  interview: InterviewDetail;
  /** What will be sent to whom, as the server says. */
  words: string;
  onClose: () => void;
}
