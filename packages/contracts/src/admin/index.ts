/* The HTTP API of the settings: endpoints, what they take and answer, and the types of both. */

export { ADMIN_CODES, type AdminCode, type AdminRefusal, adminRefusalSchema } from './admin-codes.ts';
export {
  adminEndpoints,
  type EndpointName,
  type EndpointRequest,
  type EndpointResponse,
  pathOf,
} from './admin-contract.ts';
export {
  type Account,
  type AuditEntry,
  type BotDetail,
  type BotSummary,
  type DeskSettings,
  deskSettingsSchema,
  idSchema,
  type Loader,
  loginSchema,
  type Me,
  meSchema,
  PASSWORD_LENGTH,
  type Provider,
  passwordSchema,
  type Rating,
  type Role,
  type ScenarioVersion,
  type Settings,
  type SettingsInput,
  settingsSchema,
} from './admin-entities.ts';
export type { Access } from './endpoints/endpoint.ts';
