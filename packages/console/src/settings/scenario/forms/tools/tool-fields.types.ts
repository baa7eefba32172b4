import type { JsonObject } from '../../scenario-json.ts';

export interface ToolFieldsProps {
  readonly tool: JsonObject;
  readonly languages: readonly string[];
  readonly onChange: (tool: JsonObject) => void;
}
