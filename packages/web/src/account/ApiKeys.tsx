import { accountApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Copyable } from "../look/Copy.tsx";
import { Ask, Dialog } from "../look/Dialog.tsx";
import { TextField, Tick } from "../look/Field.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { Ago } from "../look/Time.tsx";
import { useAct, useAnswer } from "../query.ts";

type Key = AnswerOf<typeof accountApi.listApiKeys>["keys"][number];

export function ApiKeys() {
  const notAdmin = useAdminOnly();
  const answer = useAnswer(accountApi.listApiKeys, {}, { enabled: notAdmin === null });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  if (notAdmin !== null) {
    return (
      <Card title="API keys">
        <Empty title="Only admins see the keys">Ask an admin of the company.</Empty>
      </Card>
    );
  }
  return (
    <Card
      title="API keys"
      actions={
        <Button weight="primary" icon="plus" onPress={() => setMaking(true)}>
          New key
        </Button>
      }
    >
      <p className="mb-3 text-sm text-soft">
        For programs of yours.{" "}
        <a className="link" href="/api/v1/docs" target="_blank" rel="noreferrer">
          What the API can do
        </a>
      </p>
      <Read of={answer} lines={3}>
        {({ keys }) => (
          <>
            {keys.length === 0 && (
              <Empty title="No keys">Make one when a program of yours needs to read or write here.</Empty>
            )}
            <ul className="divide-y divide-line">
              {keys.map((key) => (
                <li key={key.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
                  <div className="min-w-0">
                    <p className="font-medium">{key.name}</p>
                    <p className="text-sm text-soft">
                      <code>{key.prefix}…</code>
                      {` · ${key.scopes.join(" and ")} · made `}
                      <Ago at={key.createdAt} />
                      {key.lastUsedAt === null ? " · never used" : " · used "}
                      {key.lastUsedAt && <Ago at={key.lastUsedAt} />}
                    </p>
                  </div>
                  <Button label={`Revoke ${key.name}`} onPress={() => setRevoking(key)}>
                    Revoke
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Read>
      {making && <NewKey onClose={() => setMaking(false)} />}
      {revoking && <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Card>
  );
}

function NewKey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [write, setWrite] = useState(false);
  const make = useAct(accountApi.createApiKey);
  if (make.data) {
    return (
      <Dialog
        title={`Key “${make.data.name}”`}
        onClose={onClose}
        actions={<Button onPress={onClose}>I have stored it</Button>}
      >
        <div className="space-y-3">
          <Notice tone="warn" title="Copy it now">
            It is shown this once; only its beginning is kept.
          </Notice>
          <Copyable label="Key" text={make.data.secret} />
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="New API key"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button submit form="new-key" weight="primary" busy={make.isPending}>
            Make the key
          </Button>
        </>
      }
    >
      <form
        id="new-key"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ body: { name, scopes: write ? ["read", "write"] : ["read"] } });
        }}
      >
        <TextField
          label="What is it for"
          required
          maxLength={80}
          value={name}
          onValue={setName}
          placeholder="Data warehouse"
        />
        <Tick
          label="May also write"
          hint="Invite, book, cancel. Without it the key only reads."
          checked={write}
          onValue={setWrite}
        />
        <Failure error={make.error} />
      </form>
    </Dialog>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const act = useAct(accountApi.revokeApiKey, () => say("Revoked"));
  return (
    <Ask
      title={`Revoke “${apiKey.name}”?`}
      confirm="Revoke"
      danger
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { keyId: apiKey.id } })}
    >
      <p>The program that uses it is refused from this moment on. This can’t be undone; make a new key instead.</p>
    </Ask>
  );
}
