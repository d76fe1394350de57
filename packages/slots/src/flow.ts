/**
 * Maximum flow by Dinic's algorithm on typed arrays. It can be continued: raise capacities and augment again, and what
 * already flows into the sink keeps flowing. Knows nothing of experts and candidates.
 */

export interface Network {
  /** First edge of a node, or -1. */
  readonly first: Int32Array;
  /** Next edge of the same node, or -1. Edge e runs back as e ^ 1. */
  readonly next: Int32Array;
  readonly to: Int32Array;
  /** What can still flow. What does flow through a forward edge stands on its reverse. */
  readonly room: Int32Array;
  /** Edges in use, both directions counted. */
  edges: number;
}

export function createNetwork(nodes: number, edges: number): Network {
  return {
    first: new Int32Array(nodes).fill(-1),
    next: new Int32Array(edges * 2),
    to: new Int32Array(edges * 2),
    room: new Int32Array(edges * 2),
    edges: 0,
  };
}

/** Adds an edge and returns its number; `flowOn` and `room` take that number. */
export function addEdge(network: Network, from: number, to: number, capacity: number): number {
  const edge = network.edges;
  network.edges += 2;
  network.to[edge] = to;
  network.room[edge] = capacity;
  network.next[edge] = network.first[from]!;
  network.first[from] = edge;
  network.to[edge + 1] = from;
  network.next[edge + 1] = network.first[to]!;
  network.first[to] = edge + 1;
  return edge;
}

export function flowOn(network: Network, edge: number): number {
  return network.room[edge ^ 1]!;
}

/** Pushes as much more as can flow from source to sink, and returns how much that was. */
export function augment(network: Network, source: number, sink: number): number {
  const distance = new Int32Array(network.first.length);
  const current = new Int32Array(network.first.length);
  const queue = new Int32Array(network.first.length);
  let total = 0;
  while (measure(network, { source, sink, distance, queue })) {
    current.set(network.first);
    total += push(network, { source, sink, distance, current });
  }
  return total;
}

interface Ends {
  readonly source: number;
  readonly sink: number;
  readonly distance: Int32Array;
}

/**
 * Distance to the sink of every node that can still reach it, breadth first from the sink: late in a plan only few
 * experts have room left, and then only their neighbourhood is visited.
 */
function measure(network: Network, { source, sink, distance, queue }: Ends & { readonly queue: Int32Array }): boolean {
  const { first, next, to, room } = network;
  distance.fill(-1);
  distance[sink] = 0;
  queue[0] = sink;
  let tail = 1;
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    if (node === source) return true;
    for (let edge = first[node]!; edge >= 0; edge = next[edge]!) {
      const before = to[edge]!;
      if (distance[before] === -1 && room[edge ^ 1]! > 0) {
        distance[before] = distance[node]! + 1;
        queue[tail++] = before;
      }
    }
  }
  return false;
}

/** A blocking flow: walks down the distances, with a path of its own instead of recursion. */
function push(network: Network, { source, sink, distance, current }: Ends & { readonly current: Int32Array }): number {
  const { next, to, room } = network;
  const path: number[] = [];
  let node = source;
  let total = 0;
  for (;;) {
    if (node === sink) {
      let amount = Infinity;
      for (const edge of path) amount = Math.min(amount, room[edge]!);
      total += amount;
      let full = path.length;
      for (let i = path.length - 1; i >= 0; i--) {
        const edge = path[i]!;
        room[edge]! -= amount;
        room[edge ^ 1]! += amount;
        if (room[edge] === 0) full = i;
      }
      node = to[path[full]! ^ 1]!;
      path.length = full;
      continue;
    }
    let edge = current[node]!;
    while (edge >= 0 && !(room[edge]! > 0 && distance[to[edge]!] === distance[node]! - 1)) edge = next[edge]!;
    current[node] = edge;
    if (edge >= 0) {
      path.push(edge);
      node = to[edge]!;
    } else {
      const back = path.pop();
      if (back === undefined) return total;
      // A dead end for the rest of this round.
      distance[node] = -2;
      node = to[back ^ 1]!;
    }
  }
}
