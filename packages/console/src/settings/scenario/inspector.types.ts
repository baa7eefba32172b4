import type { DraftNode, JsonObject } from './scenario-json.ts';

export interface InspectorProps {
  readonly node: DraftNode;
  readonly problems: readonly string[];
  /** The languages of the bot, the default one first. */
  readonly languages: readonly string[];
  /** The ids of all nodes, as targets of edges. */
  readonly ids: readonly string[];
  /** The aliases of the scenario's entry points. */
  readonly aliases: readonly string[];
  readonly onChange: (json: JsonObject) => void;
  /** Null if the node cannot be deleted: the start node. */
  readonly onDelete: (() => void) | null;
  readonly takesFocus: boolean;
  readonly onClose: () => void;
}
