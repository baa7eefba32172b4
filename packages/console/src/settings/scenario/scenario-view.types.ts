import type { DraftEdge } from './edges-of.ts';
import type { DraftNode } from './scenario-json.ts';

/** What graph and list show alike. */
export interface ScenarioViewProps {
  readonly nodes: readonly DraftNode[];
  readonly edges: readonly DraftEdge[];
  /** What is wrong, by the node it is in. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly language: string;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}
