import type { ThinkingParams } from '@connective-chat/contracts/scenario';
import { languagesOf } from '@connective-chat/contracts/scenario';
import type { WireOverdue } from '@connective-chat/core/protocol';
import type { TurnRow } from '../db/schema.ts';
import type { Lookup } from '../scenario/expression.ts';
import { fill } from '../scenario/template.ts';

const DEFAULT_TEXT: Readonly<Record<string, string>> = { en: 'Thinking…', uk: 'Думаю…', ru: 'Думаю…' };

type Values = Readonly<Record<string, string | number>>;
type StageTexts = Readonly<Record<string, string>> | undefined;

/** The texts of the visitor's language, if the node has any. */
function translationOf({ languages }: ThinkingParams, locale: string) {
  return languagesOf(locale).flatMap((language) => {
    return languages && Object.hasOwn(languages, language) ? [languages[language]] : [];
  })[0];
}

const textOf = (texts: StageTexts, stage: string | null): string | undefined =>
  stage !== null && texts && Object.hasOwn(texts, stage) ? texts[stage] : undefined;

/** A text of a stage, with the values of the stage before those of the scenario. */
export const fillText = (template: string, lookup: Lookup, values: Values): string =>
  fill(template, (name) => (Object.hasOwn(values, name) ? values[name] : lookup(name)), 'plain');

/**
 * The text of a stage, from the node's parameters: the stage in the visitor's language, the stage, the
 * general text in that language, the general text, else a default.
 */
export function thinkingText(
  params: ThinkingParams,
  stage: string | null,
  locale: string,
  lookup: Lookup,
  values: Values = {},
): string {
  const translated = translationOf(params, locale);
  const template =
    textOf(translated?.stages, stage) ??
    (translated?.text === undefined ? textOf(params.stages, stage) : undefined) ??
    translated?.text ??
    params.text ??
    languagesOf(locale)
      .map((language) => DEFAULT_TEXT[language])
      .find((text) => text !== undefined) ??
    DEFAULT_TEXT.en ??
    '';
  return fillText(template, lookup, values);
}

/**
 * What is shown after the deadline of a node.
 *
 * @returns null if the node says nothing about it
 */
export function overdueOf(params: ThinkingParams, turn: TurnRow, lookup: Lookup, waitMs: number): WireOverdue | null {
  const template = translationOf(params, turn.locale)?.overdueText ?? params.overdueText;
  if (template === undefined && params.choices === undefined) return null;
  // The start of a scenario answers no question that could be asked again.
  const choices = params.choices?.filter((choice) => choice !== 'retry' || turn.seq !== null);
  return {
    ...(template === undefined ? {} : { text: fillText(template, lookup, {}) }),
    ...(choices === undefined ? {} : { choices }),
    waitMs,
  };
}

/**
 * The text of a finished stage; without stages, that of the whole node.
 *
 * @returns undefined if the node has no such text in the language of the running stage
 */
export function doneText(
  params: ThinkingParams,
  stage: string | null,
  locale: string,
  lookup: Lookup,
  values: Values = {},
): string | undefined {
  const texts = translationOf(params, locale) ?? params;
  const template = stage === null ? texts.doneText : textOf(texts.doneStages, stage);
  return template === undefined ? undefined : fillText(template, lookup, values);
}
