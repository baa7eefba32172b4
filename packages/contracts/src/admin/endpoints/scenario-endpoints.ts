import * as z from 'zod/mini';
import { problemSchema } from '../../problem/index.ts';
import { draftSchema, mcpServerSchema, providerSchema, versionSchema } from '../admin-entities.ts';
import { BOT_PATH, endpoint, ok, rev } from './endpoint.ts';

const note = z.optional(z.string().check(z.maxLength(500)));

/** The scenario of a bot with its versions, and what an agent of it may use. */
export const scenarioEndpoints = {
  listProviders: endpoint({
    method: 'GET',
    path: '/api/admin/providers',
    access: 'admin',
    response: z.object({ ...ok, items: z.array(providerSchema) }),
    errors: [],
    says: 'The agents that scenarios may name, each with the stages that it reports, and whether it uses the tools of its node and interrupts its run to ask the visitor.',
  }),
  listMcpServers: endpoint({
    method: 'GET',
    path: '/api/admin/mcp-servers',
    access: 'admin',
    response: z.object({ ...ok, items: z.array(mcpServerSchema) }),
    errors: [],
    says: 'The MCP servers that agents may use, each with its allowed tools and bots (`null` for all).',
  }),
  getScenario: endpoint({
    method: 'GET',
    path: `${BOT_PATH}/scenario`,
    access: 'admin',
    response: z.object({
      ...ok,
      draft: draftSchema,
      problems: z.array(problemSchema),
      published: versionSchema,
    }),
    errors: ['NOT_FOUND'],
    says: 'The draft, its problems, and the published version.',
  }),
  saveDraft: endpoint({
    method: 'PUT',
    path: `${BOT_PATH}/scenario/draft`,
    access: 'admin',
    request: z.strictObject({ rev, scenario: z.unknown() }),
    response: z.object({ ...ok, draft: draftSchema, problems: z.array(problemSchema) }),
    errors: ['NOT_FOUND', 'CONFLICT', 'TOO_LARGE'],
    says: 'Saves the draft. Problems do not prevent saving, only publishing.',
  }),
  validateScenario: endpoint({
    method: 'POST',
    path: `${BOT_PATH}/scenario/validate`,
    access: 'admin',
    request: z.strictObject({ scenario: z.unknown() }),
    response: z.object({ ...ok, problems: z.array(problemSchema) }),
    errors: ['NOT_FOUND', 'TOO_LARGE'],
    says: 'All problems of a scenario, without saving it.',
  }),
  previewScenario: endpoint({
    method: 'POST',
    path: `${BOT_PATH}/scenario/preview`,
    access: 'admin',
    request: z.strictObject({ scenario: z.unknown() }),
    response: z.object({ ...ok, botId: z.string() }),
    errors: ['NOT_FOUND', 'TOO_LARGE'],
    says: 'Starts a preview of an unpublished scenario: the id of a bot that only pages of this server may use.',
  }),
  listVersions: endpoint({
    method: 'GET',
    path: `${BOT_PATH}/scenario/versions`,
    access: 'admin',
    response: z.object({ ...ok, items: z.array(versionSchema) }),
    errors: ['NOT_FOUND'],
    says: 'The published versions, newest first.',
  }),
  getVersion: endpoint({
    method: 'GET',
    path: `${BOT_PATH}/scenario/versions/{version}`,
    access: 'admin',
    response: z.object({ ...ok, version: versionSchema, scenario: z.unknown() }),
    errors: ['NOT_FOUND'],
    says: 'One version with its scenario.',
  }),
  publish: endpoint({
    method: 'POST',
    path: `${BOT_PATH}/scenario/publish`,
    access: 'admin',
    request: z.strictObject({ rev, note }),
    response: z.object({ ...ok, published: versionSchema }),
    errors: ['NOT_FOUND', 'CONFLICT'],
    says: 'Publishes the draft as the next version; running dialogs finish on theirs.',
  }),
  rollback: endpoint({
    method: 'POST',
    path: `${BOT_PATH}/scenario/rollback`,
    access: 'admin',
    request: z.strictObject({ version: z.int().check(z.minimum(1)), note }),
    response: z.object({ ...ok, published: versionSchema }),
    errors: ['NOT_FOUND'],
    says: 'Publishes an old version again, as a new one. The draft stays as it is.',
  }),
} as const;
