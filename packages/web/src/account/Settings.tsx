import { useAdminOnly } from "../company.ts";
import { useFilter } from "../filter.ts";
import { Page } from "../look/Page.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { Agencies } from "./Agencies.tsx";
import { ApiKeys } from "./ApiKeys.tsx";
import { CompanyProfile } from "./CompanyProfile.tsx";
import { Members } from "./Members.tsx";

const parts = [
  { key: "company", words: "Company" },
  { key: "members", words: "Members" },
  { key: "agencies", words: "Agencies" },
  { key: "keys", words: "API keys" },
] as const;

export function Component() {
  const { search, linkTo } = useFilter();
  const notAdmin = useAdminOnly();
  const shown = parts.find((part) => part.key === search.get("part"))?.key ?? "company";
  return (
    <Page
      title="Settings"
      {...(notAdmin === null ? {} : { intro: "You can look at these; admins of the company change them." })}
    >
      <div className="mb-4">
        <Tabs
          label="Settings"
          tabs={parts.map((part) => ({
            to: linkTo({ part: part.key === "company" ? null : part.key }),
            words: part.words,
            current: part.key === shown,
          }))}
        />
      </div>
      {shown === "company" && <CompanyProfile />}
      {shown === "members" && <Members />}
      {shown === "agencies" && <Agencies />}
      {shown === "keys" && <ApiKeys />}
    </Page>
  );
}
