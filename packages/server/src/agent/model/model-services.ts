import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { ModelServices } from '../agent.types.ts';
import type { SelectModel } from './model-agent.ts';

const OLLAMA_URL = 'http://127.0.0.1:11434/v1';

/** A redirect would send the key and the visitor's text to another host, so it is an error. */
const fetchWithoutRedirects: typeof fetch = (url, init) => fetch(url, { ...init, redirect: 'manual' });

type CreateModel = (name: string) => LanguageModel;

/** Uses the model that the node names, or else that of the service's options. */
function select(agent: string, createModel: CreateModel, defaultModel: string | undefined): SelectModel {
  return (name = defaultModel) => {
    if (name === undefined) throw new Error(`no model is named, neither by the node nor by the options of ${agent}`);
    return createModel(name);
  };
}

/** The configured services, by the names of their agents in scenarios. */
export function modelServices({ openai, anthropic, google, ollama }: ModelServices): Map<string, SelectModel> {
  const services = new Map<string, SelectModel>();
  const add = (agent: string, createModel: CreateModel, model: string | undefined) =>
    services.set(agent, select(agent, createModel, model));

  const speaksLikeOpenAi = (name: string, baseURL: string, apiKey: string | undefined): CreateModel =>
    createOpenAICompatible({ name, baseURL, fetch: fetchWithoutRedirects, ...(apiKey ? { apiKey } : {}) });
  if (openai) {
    add('openai-compatible', speaksLikeOpenAi('openai-compatible', openai.baseUrl, openai.apiKey), openai.model);
  }
  if (ollama) add('ollama', speaksLikeOpenAi('ollama', ollama.baseUrl ?? OLLAMA_URL, ollama.apiKey), ollama.model);

  const hosted = ({ apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl?: string | undefined }) => ({
    apiKey,
    fetch: fetchWithoutRedirects,
    ...(baseUrl ? { baseURL: baseUrl } : {}),
  });
  if (anthropic) add('anthropic', createAnthropic(hosted(anthropic)), anthropic.model);
  if (google) add('google', createGoogleGenerativeAI(hosted(google)), google.model);
  return services;
}
