import type { DraftEdge } from './edges-of.ts';
import type { DraftNode } from './scenario-json.ts';

/** The properties that graph and list share. */
export interface ScenarioViewProps {
  readonly nodes: readonly DraftNode[];
  readonly edges: readonly DraftEdge[];
  /** The number of problems, by node. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly language: string;
  readonly selected: string | null;
  /** The node that the scenario falls back to. */
  readonly fallback: string | null;
  readonly onSelect: (id: string) => void;
}
