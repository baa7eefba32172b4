import type { ThinkingParams } from '@connective-chat/contracts/scenario';
import { languagesOf } from '@connective-chat/contracts/scenario';
import type { Lookup } from '../scenario/expression.ts';
import { fill } from '../scenario/template.ts';

const DEFAULT_TEXT: Readonly<Record<string, string>> = { en: 'Thinking…', uk: 'Думаю…', ru: 'Думаю…' };

/**
 * The text of a stage, from the node's parameters: the stage in the visitor's language, the stage, the
 * general text in that language, the general text, else a default.
 */
export function thinkingText(
  params: ThinkingParams,
  stage: string | null,
  locale: string,
  lookup: Lookup,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const translated = languagesOf(locale).flatMap((language) => {
    const texts = params.languages;
    return texts && Object.hasOwn(texts, language) ? [texts[language]] : [];
  })[0];
  const ofStage = (stages: Readonly<Record<string, string>> | undefined) =>
    stage !== null && stages && Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  const template =
    ofStage(translated?.stages) ??
    (translated?.text === undefined ? ofStage(params.stages) : undefined) ??
    translated?.text ??
    params.text ??
    languagesOf(locale)
      .map((language) => DEFAULT_TEXT[language])
      .find((text) => text !== undefined) ??
    DEFAULT_TEXT.en ??
    '';
  return fill(template, (name) => (Object.hasOwn(values, name) ? values[name] : lookup(name)), 'plain');
}
