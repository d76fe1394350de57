/** What is asked of Lever and why, in plain words, before anybody is sent there. */
import { integrationApi } from "@interviewvector/domain";
import { useId, useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import type { Connections } from "./connections.ts";

interface Props {
  offers: Connections["offers"];
  /** The connection that is to be mended; absent: a new one. */
  reconnect?: string;
  /** Of the optional rights, those that it asked for last time. */
  reconnectScopes?: readonly string[] | undefined;
  onClose: () => void;
}

type Environment = "production" | "sandbox";

export function ConnectDialog({ offers, reconnect, reconnectScopes, onClose }: Props) {
  const { oauth } = offers;
  const offered = oauth.production || oauth.sandbox;
  const [way, setWay] = useState<"oauth" | "key">(offered ? "oauth" : "key");
  const [environment, setEnvironment] = useState<Environment>(
    oauth.production || !oauth.sandbox ? "production" : "sandbox",
  );
  const [apiKey, setApiKey] = useState("");
  const [optional, setOptional] = useState(
    () => reconnectScopes ?? offers.scopes.flatMap((one) => (one.optional?.asked ? [one.scope] : [])),
  );
  const choice = offers.scopes.filter((one) => one.optional !== null);
  const needed = offers.scopes.filter((one) => one.optional === null);
  // A key does not run out, so there is nothing to stay connected by.
  const keyScopes = offers.scopes.filter((one) => one.scope !== "offline_access");
  const navigate = useNavigate();
  const again = reconnect === undefined ? {} : { reconnect };
  const begin = useAct(integrationApi.beginOauth, ({ authorizeUrl }) => location.assign(authorizeUrl));
  const byKey = useAct(integrationApi.connectByKey, (connection) => {
    say("Lever is connected");
    onClose();
    void navigate(`/app/integrations/${connection.id}`);
  });
  const environments = (["production", "sandbox"] as const).filter((one) => way === "key" || oauth[one]);

  return (
    <Dialog
      wide
      title={reconnect === undefined ? "Connect Lever" : "Reconnect Lever"}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          {way === "oauth" ? (
            <Button
              weight="primary"
              busy={begin.isPending || begin.isSuccess}
              why={offered ? null : oauth.words}
              onPress={() => begin.mutate({ body: { environment, ...again, optionalScopes: [...optional] } })}
            >
              Grant access
            </Button>
          ) : (
            <Button
              weight="primary"
              busy={byKey.isPending}
              why={apiKey.trim().length < 4 ? "Paste the API key first." : null}
              onPress={() => byKey.mutate({ body: { apiKey, environment, ...again } })}
            >
              Connect with this key
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-4">
        <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
          <legend className="label">How</legend>
          <label className="flex items-center gap-2">
            <input
              type="radio"
              name="way"
              className="accent-accent"
              checked={way === "oauth"}
              onChange={() => setWay("oauth")}
            />
            Sign in to Lever
          </label>
          <label className="flex items-center gap-2">
            <input
              type="radio"
              name="way"
              className="accent-accent"
              checked={way === "key"}
              onChange={() => setWay("key")}
            />
            Lever API key
          </label>
        </fieldset>
        {way === "oauth" && !offered && (
          <Notice tone="warn" title="Signing in to Lever is not set up on this installation">
            {oauth.words}
          </Notice>
        )}
        {environments.length > 1 && (
          <SelectField
            label="Which Lever"
            className="max-w-60"
            value={environment}
            onValue={(value) => setEnvironment(value as Environment)}
            choices={[
              { value: "production", words: "Production" },
              { value: "sandbox", words: "Sandbox" },
            ]}
          />
        )}
        <Failure error={begin.error ?? byKey.error} />
        {way === "key" && (
          <form
            id="by-key"
            onSubmit={(event) => {
              event.preventDefault();
              if (apiKey.trim().length >= 4) byKey.mutate({ body: { apiKey, environment, ...again } });
            }}
          >
            <TextField
              label="API key"
              type="password"
              autoComplete="off"
              value={apiKey}
              onValue={setApiKey}
              hint="Lever: Settings → Integrations and API → API Credentials → Generate new key. Give it the permissions below. It is stored encrypted."
            />
          </form>
        )}
        {way === "oauth" && (
          <fieldset>
            <legend className="mb-1 font-medium">You decide</legend>
            <ul className="divide-y divide-line rounded-md border border-line">
              {choice.map((one) => (
                <ScopeChoice
                  key={one.scope}
                  one={one}
                  asked={optional.includes(one.scope)}
                  onAsked={(asked) =>
                    setOptional(asked ? [...optional, one.scope] : optional.filter((scope) => scope !== one.scope))
                  }
                />
              ))}
            </ul>
          </fieldset>
        )}
        <div>
          <h3 className="mb-1 font-medium">
            {way === "oauth"
              ? "What Lever will ask you to allow as well, and what we do with it"
              : "What the key must allow, and what we do with it"}
          </h3>
          <ul className="divide-y divide-line rounded-md border border-line">
            {(way === "oauth" ? needed : keyScopes).map(({ scope, why, optional: instead }) => (
              <li key={scope} className="px-3 py-2">
                <p>{why}</p>
                {instead && <p className="text-sm text-soft">{`Optional. ${instead.without}`}</p>}
                <p className="font-mono text-xs text-soft">{scope}</p>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-sm text-soft">
            Nothing else is read. You can take the access back at any time, here or in Lever.
          </p>
        </div>
      </div>
    </Dialog>
  );
}

interface ScopeProps {
  one: Connections["offers"]["scopes"][number];
  asked: boolean;
  onAsked: (asked: boolean) => void;
}

/** A right that may be left out: what it is for, and what is done without it. */
function ScopeChoice({ one, asked, onAsked }: ScopeProps) {
  const id = useId();
  return (
    <li className="flex items-start gap-3 px-3 py-2">
      <input
        id={id}
        type="checkbox"
        className="mt-1.5 accent-accent"
        aria-describedby={`${id}-without`}
        checked={asked}
        onChange={(event) => onAsked(event.target.checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{one.why}</label>
        <p id={`${id}-without`} className="text-sm text-soft">
          {one.optional?.without}
        </p>
        <p className="font-mono text-xs text-soft">{one.scope}</p>
      </div>
    </li>
  );
}
