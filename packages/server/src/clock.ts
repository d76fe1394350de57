/** Business time. Injected, so that the world can let time pass; leases and locks use the database's clock instead. */
export interface Clock {
  /** ms since the epoch, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
