import type { SmallDisk } from '../../packages/server/test/support/small-disk.ts';
import type { TestPostgres } from '../../packages/server/test/support/start-postgres.ts';
import type { NewEntry } from './history.types.ts';
import type { NodeProcess } from './node-process.ts';
import { pause } from './raw-client.ts';

export interface FaultOptions {
  readonly nodes: readonly NodeProcess[];
  readonly postgres: TestPostgres;
  readonly disk: SmallDisk;
  readonly random: () => number;
  readonly note: (entry: NewEntry) => void;
  readonly isOver: () => boolean;
}

/** A fault of a node for some time. The others go on. */
type NodeFault = (node: NodeProcess, wait: () => Promise<void>) => Promise<void>;

const NODE_FAULTS: Readonly<Record<string, NodeFault>> = {
  async kill(node, wait) {
    await node.kill();
    await wait();
    await node.start();
  },
  async freeze(node, wait) {
    node.freeze(true);
    await wait();
    node.freeze(false);
  },
  /** Nothing arrives in either direction, and nobody is told. */
  async 'partition-database'(node, wait) {
    node.database.fallSilent();
    await wait();
    // What was lost within a connection cannot be sent again.
    node.database.cut();
    node.database.restore();
  },
  async 'cut-database'(node, wait) {
    node.database.cut();
    await wait();
    node.database.restore();
  },
  async 'partition-clients'(node, wait) {
    node.clients.drop('everything');
    await wait();
    node.clients.drop('nothing');
    node.clients.cut();
  },
};

/** A fault that all nodes have at once. */
type CommonFault = (options: FaultOptions, wait: () => Promise<void>) => Promise<void>;

const COMMON_FAULTS: Readonly<Record<string, CommonFault>> = {
  'restart-database': ({ postgres }) => postgres.restart(),
  async 'full-disk'({ disk }, wait) {
    await disk.fill();
    await wait();
    await disk.free();
  },
};

const CALM_MS = 4_000;
const MIN_FAULT_MS = 1_000;
const MAX_FAULT_MS = 9_000;

/** Makes one fault after another until the run is over, and leaves everything whole. */
export async function makeFaults(options: FaultOptions): Promise<void> {
  const { nodes, disk, random, note, isOver } = options;
  const entry = (type: NewEntry['type'], f: string, value: unknown) =>
    note({ time: Date.now(), process: 'nemesis', type, f, value });
  const wait = () => pause(MIN_FAULT_MS + random() * (MAX_FAULT_MS - MIN_FAULT_MS));
  const names = [...Object.keys(NODE_FAULTS), ...Object.keys(COMMON_FAULTS), 'cut-clients'];
  while (!isOver()) {
    await pause(CALM_MS * (0.5 + random()));
    const name = names[Math.floor(random() * names.length)] as string;
    const index = Math.floor(random() * nodes.length);
    const node = nodes[index] as NodeProcess;
    const common = COMMON_FAULTS[name];
    const value = common ? { node: null, ...(name === 'full-disk' ? { disk: disk.kind } : {}) } : { node: index };
    entry('invoke', name, value);
    if (common) await common(options, wait);
    else if (name === 'cut-clients') {
      node.clients.hold();
      node.clients.disconnectThenDeliver(random() * 2_000);
    } else await NODE_FAULTS[name]?.(node, wait);
    entry('ok', name, value);
  }
}
