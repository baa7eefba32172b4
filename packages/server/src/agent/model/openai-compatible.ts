import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { OpenAiOptions } from '../agent.types.ts';
import type { SelectModel } from './model-agent.ts';

/** The models of a service with OpenAI's API, by the name in the node. */
export function openAiCompatible({ baseUrl, apiKey, model: defaultModel }: OpenAiOptions): SelectModel {
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: baseUrl,
    ...(apiKey ? { apiKey } : {}),
    // A redirect would send the key and the visitor's text to another host, so it is an error.
    fetch: (url, init) => fetch(url, { ...init, redirect: 'manual' }),
  });
  return (name = defaultModel) => {
    if (name === undefined) throw new Error('no model is named, neither by the node nor by OPENAI_MODEL');
    return provider(name);
  };
}
