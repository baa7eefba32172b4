import type { JsonObject } from '../../scenario-json.ts';

export interface ToolFieldsProps {
  readonly tool: JsonObject;
  readonly languages: readonly string[];
  /** The aliases of the scenario's entry points. */
  readonly aliases: readonly string[];
  readonly onChange: (tool: JsonObject) => void;
}
