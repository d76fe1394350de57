/** Without its stage in the ATS nobody can be moved into it: said where people wonder why nobody is invited. */
import { useConnections } from "../integration/connections.ts";
import { LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";

export function StageMissing() {
  const missing = useConnections().data?.connections.filter((connection) => connection.stageMissing) ?? [];
  return missing.map((connection) => (
    <div key={connection.id} className="mb-4">
      <Notice
        tone="bad"
        title={`Lever has no stage “${connection.stageName}”: nobody can be invited`}
        actions={<LinkButton to={`/app/integrations/${connection.id}`}>To the checklist</LinkButton>}
      >
        What is booked goes on. Once a stage of this name is in Lever, or another one is chosen, entries count again by
        themselves.
      </Notice>
    </div>
  ));
}
