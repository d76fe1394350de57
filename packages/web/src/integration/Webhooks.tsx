/** How Lever tells us of moves. Made by us through Lever's API, or by hand by companies that don't grant that. */
import { integrationApi } from "@interviewvector/domain";
import { useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Copyable } from "../look/Copy.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { TextField } from "../look/Field.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { Ago } from "../look/Time.tsx";
import { useAct } from "../query.ts";
import type { Connection } from "./connections.ts";
import { eventName } from "./events.ts";

type Webhook = Connection["webhooks"][number];

export function Webhooks({ connection }: { connection: Connection }) {
  const notAdmin = useAdminOnly();
  const [pasting, setPasting] = useState<Webhook | null>(null);
  const create = useAct(integrationApi.createWebhooks, () => say("Created in Lever"));
  return (
    <Card
      title="Webhooks"
      actions={
        <Button
          why={notAdmin}
          busy={create.isPending}
          onPress={() => create.mutate({ params: { connectionId: connection.id } })}
        >
          Create in Lever again
        </Button>
      }
    >
      <p className="mb-3 max-w-3xl text-sm text-soft">
        Each event needs a switch that only a Super Admin of Lever can turn: Settings → Integrations and API → Webhooks.
        Without webhooks moves are still found, a few minutes later.
      </p>
      <Failure error={create.error} />
      <ul className="divide-y divide-line">
        {connection.webhooks.map((hook) => (
          <li key={hook.id} className="flex flex-wrap items-start justify-between gap-3 py-3">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium">{eventName(hook.event)}</p>
              <p className="text-sm text-soft">
                {hook.madeBy === "api" ? "Made by us" : "Made by hand"}
                {hook.hasToken ? ", token known" : ", token missing"}
                {" · test delivery "}
                {hook.testedAt === null ? "not yet" : <Ago at={hook.testedAt} />}
                {" · first real delivery "}
                {hook.seenAt === null ? "not yet" : <Ago at={hook.seenAt} />}
              </p>
              {hook.refused && (
                <p className="text-sm text-bad">
                  {hook.refused.why} <Ago at={hook.refused.at} />
                </p>
              )}
            </div>
            <Button why={notAdmin} label={`Set up by hand: ${eventName(hook.event)}`} onPress={() => setPasting(hook)}>
              Set up by hand
            </Button>
          </li>
        ))}
      </ul>
      {connection.leftWebhooks.length > 0 && <Left connection={connection} />}
      {pasting && <ByHand connection={connection} hook={pasting} onClose={() => setPasting(null)} />}
    </Card>
  );
}

/** Made with a former access, which Lever wants for deleting them. */
function Left({ connection }: { connection: Connection }) {
  const notAdmin = useAdminOnly();
  const forget = useAct(integrationApi.forgetLeftWebhooks, () => say("Noted"));
  const { leftWebhooks } = connection;
  return (
    <div className="mt-3">
      <Notice
        tone="warn"
        title={
          leftWebhooks.length === 1
            ? "One old webhook stands in Lever"
            : `${leftWebhooks.length} old webhooks stand in Lever`
        }
        actions={
          <Button
            why={notAdmin}
            busy={forget.isPending}
            onPress={() => forget.mutate({ params: { connectionId: connection.id } })}
          >
            I deleted them
          </Button>
        }
      >
        <p>
          They were made with the former access, and Lever lets only that one delete them. They do no harm: what they
          send is turned away. A Super Admin deletes them in Lever under Settings → Integrations and API → Webhooks.
        </p>
        <details className="mt-1">
          <summary>Their addresses</summary>
          <ul className="mt-1 space-y-1 font-mono text-xs break-all">
            {leftWebhooks.map((hook) => (
              <li key={hook.id}>{`${eventName(hook.event)}: ${hook.url}`}</li>
            ))}
          </ul>
        </details>
      </Notice>
      <Failure error={forget.error} />
    </div>
  );
}

function ByHand({ connection, hook, onClose }: { connection: Connection; hook: Webhook; onClose: () => void }) {
  const [signatureToken, setToken] = useState("");
  const paste = useAct(integrationApi.pasteWebhookToken, () => {
    say("Token stored");
    onClose();
  });
  return (
    <Dialog title={`Set up by hand: ${eventName(hook.event)}`} onClose={onClose}>
      <ol className="list-decimal space-y-4 pl-5">
        <li>In Lever open Settings → Integrations and API → Webhooks, and switch the event on.</li>
        <li>
          Add a webhook with this address:
          <div className="mt-2">
            <Copyable label="Address" text={hook.url} />
          </div>
        </li>
        <li>
          Copy its signature token from Lever, and paste it here:
          <form
            className="mt-2 space-y-3"
            onSubmit={(event) => {
              event.preventDefault();
              paste.mutate({ params: { connectionId: connection.id, event: hook.event }, body: { signatureToken } });
            }}
          >
            <TextField
              label="Signature token"
              autoComplete="off"
              minLength={8}
              required
              value={signatureToken}
              onValue={setToken}
            />
            <Button submit weight="primary" busy={paste.isPending}>
              Store the token
            </Button>
          </form>
        </li>
        <li>In Lever press “Verify connection” of that webhook; then “Verify” in the checklist here.</li>
      </ol>
      <div className="mt-3">
        <Failure error={paste.error} />
      </div>
    </Dialog>
  );
}
