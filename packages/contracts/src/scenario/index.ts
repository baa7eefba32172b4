/* The JSON of a scenario. */

export {
  type AgentLimits,
  type ApprovalTexts,
  agentLimitsSchema,
  agentToolSchema,
  type ScenarioTool,
  type ToolInputSchema,
  type ToolOf,
  type ToolStageTexts,
  toolInputSchema,
} from './agent-tools.ts';
export { type Localized, languagesOf, localize, localizedSchema } from './localized.ts';
export {
  type NodeOf,
  nodeSchema,
  type ScenarioButton,
  type ScenarioGraph,
  type ScenarioNode,
  scenarioSchema,
  type ThinkingParams,
  VARIABLE,
} from './scenario-schema.ts';
export { WEEKDAYS, type Weekday, type WorkingHours } from './working-hours.ts';
