/** Connections, ready to be opened: paced, with tokens that renew themselves. */
import { createGate } from "./gate.ts";
import { createConnections, type Connections, type ConnectionsOptions } from "./open.ts";
import { createTokens, type TokensOptions } from "./tokens.ts";

export function connectionsOf(deps: TokensOptions & Pick<ConnectionsOptions, "config" | "metrics">): Connections {
  const { ratePerS, burst } = deps.config.lever;
  return createConnections({
    ...deps,
    gate: createGate(deps.database, { ratePerS, burst }),
    tokens: createTokens(deps),
  });
}
