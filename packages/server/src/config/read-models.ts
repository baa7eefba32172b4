import type { ModelAccount, ModelServices, OllamaOptions, OpenAiOptions } from '../agent/agent.types.ts';
import { ConfigError } from '../lib/config-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

function readUrl(env: Env, variable: string, example: string): string | undefined {
  const url = env[variable] || undefined;
  if (url !== undefined && (!/^https?:\/\/[^\s?#]+$/.test(url) || !URL.canParse(url))) {
    throw new ConfigError(`${variable} must look like ${example}.`);
  }
  return url;
}

// The API keys of these services are often set for other programs, so another variable enables each service: the URL of
// an OpenAI-compatible one, the model of the others.

function readOpenAi(env: Env): OpenAiOptions | undefined {
  const baseUrl = readUrl(env, 'OPENAI_BASE_URL', 'https://api.openai.com/v1');
  if (baseUrl === undefined) return undefined;
  return { baseUrl, apiKey: env.OPENAI_API_KEY || undefined, model: env.OPENAI_MODEL || undefined };
}

function readAccount(env: Env, service: 'ANTHROPIC' | 'GOOGLE', keyVariable: string): ModelAccount | undefined {
  const model = env[`${service}_MODEL`] || undefined;
  if (model === undefined) return undefined;
  const apiKey = env[keyVariable] || undefined;
  if (apiKey === undefined) throw new ConfigError(`${service}_MODEL needs the key of the service in ${keyVariable}.`);
  return { model, apiKey, baseUrl: readUrl(env, `${service}_BASE_URL`, 'https://models.example.com/v1') };
}

function readOllama(env: Env): OllamaOptions | undefined {
  const model = env.OLLAMA_MODEL || undefined;
  if (model === undefined) return undefined;
  return { model, baseUrl: readUrl(env, 'OLLAMA_BASE_URL', 'http://127.0.0.1:11434/v1') };
}

/**
 * Reads the services of language models from the environment.
 *
 * @throws ConfigError that names the variable
 */
export function readModels(env: Env): ModelServices {
  const services: ModelServices = {
    openai: readOpenAi(env),
    anthropic: readAccount(env, 'ANTHROPIC', 'ANTHROPIC_API_KEY'),
    google: readAccount(env, 'GOOGLE', 'GOOGLE_GENERATIVE_AI_API_KEY'),
    ollama: readOllama(env),
  };
  return Object.fromEntries(Object.entries(services).filter(([, service]) => service !== undefined));
}
