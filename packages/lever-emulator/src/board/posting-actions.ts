/** Postings as recruiters change them: new ones, tags, titles, open or closed. */
import type { Act } from "../core.ts";
import { handsOf } from "../hand/hands.ts";
import { changePosting, setPostingConfidentiality, tagPosting } from "../posting/act.ts";
import { find } from "../state/state.ts";
import type { FormTexts, SettingAction } from "./setting-action.ts";
import { filled } from "./setting-action.ts";

const posting = (act: Act, text: FormTexts) => find(act.account, "postings", text("posting"));

export const postingActions: Record<string, SettingAction> = {
  add: (act, text) =>
    void handsOf(act.core, act.account).createPosting({ text: filled(text, "text"), by: act.user?.username ?? "" }),
  tag: (act, text) => {
    const [add, remove] = [text("add"), text("remove")];
    tagPosting(act, posting(act, text), { ...(add ? { add } : {}), ...(remove ? { remove } : {}) });
  },
  rename: (act, text) => changePosting(act, posting(act, text), { text: filled(text, "text") }),
  confidential: (act, text) =>
    setPostingConfidentiality(act, posting(act, text), text("on") === "" ? "non-confidential" : "confidential"),
  state: (act, text) =>
    changePosting(act, posting(act, text), { state: text("state") === "closed" ? "closed" : "published" }),
};
