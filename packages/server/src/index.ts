/** The reference server of Connective Chat, to be started from code. */

export type { Article, BotSettings } from '@connective-chat/contracts/bot';
export { isOrigin } from '@connective-chat/contracts/bot';
export type { FirstAdmin } from './accounts/first-accounts.ts';
export type { OperatorAccount } from './accounts/operator-account.ts';
export type {
  AgentAnswer,
  AgentContext,
  AgentHistoryItem,
  AgentInput,
  AgentProvider,
  AgUiOptions,
  McpServerOptions,
  ModelAccount,
  ModelServices,
  OllamaOptions,
  OpenAiOptions,
  StageResult,
  ToolCallResult,
} from './agent/agent.types.ts';
export type { BotDefinition } from './bots/bot-definition.ts';
export type { ChatServer, ServerOptions } from './config/server-options.ts';
export { createServer } from './create-server.ts';
export { DamagedDatabaseError } from './db/damaged-database-error.ts';
export { demoBot } from './demo/demo-bot.ts';
export type { Mount } from './http/mount-routes.ts';
export type { Clock } from './lib/clock.ts';
export { ConfigError } from './lib/config-error.ts';
export { loadScenario, type Scenario, ScenarioError } from './scenario/load-scenario.ts';
