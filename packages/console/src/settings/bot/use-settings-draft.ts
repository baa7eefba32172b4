import { type BotDetail, type Settings, type SettingsInput, settingsSchema } from '@connective-chat/contracts/admin';
import { createProblem, type Problem, problemsOfIssues } from '@connective-chat/contracts/problem';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { sameJson } from '../same-json.ts';
import { repeatedEntries } from './repeated-entries.ts';

/** The problems of settings, by path: `origins.2`. */
export type Problems = ReadonlyMap<string, Problem>;

export interface SettingsDraft {
  readonly settings: Settings;
  readonly isDirty: boolean;
  readonly problems: Problems;
  readonly isSaving: boolean;
  readonly error: unknown;
  change(part: Partial<SettingsInput>): void;
  discard(): void;
  /** `over` overwrites changes that were saved meanwhile. */
  save(over?: boolean): void;
}

function problemsOf(settings: Settings): Problems {
  const parsed = settingsSchema.safeParse(settings);
  const repeated = (path: string, entries: readonly string[]) =>
    repeatedEntries(entries).map((index) => createProblem(`${path}.${index}`, 'repeated'));
  const problems = [
    ...repeated('origins', settings.origins === '*' ? [] : settings.origins),
    ...repeated('blocking.addresses', settings.blocking?.addresses ?? []),
    ...problemsOfIssues(parsed.error?.issues ?? [], settings),
  ];
  return new Map(problems.map((problem) => [problem.path, problem]));
}

/** The unsaved settings of a bot, validated by the schema of the server. */
export function useSettingsDraft(bot: BotDetail, onSaved: () => void): SettingsDraft {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Settings>(bot.settings);
  const [base, setBase] = useState(bot);
  const isDirty = !sameJson(draft, base.settings);
  // A refetch replaces settings that were not edited; a draft keeps the revision it was started from.
  useEffect(() => {
    if (bot === base || isDirty) return;
    setBase(bot);
    setDraft(bot.settings);
  }, [bot, base, isDirty]);
  const save = useMutation({
    mutationFn: async (over: boolean) => {
      const parts = { bot: bot.id };
      const { rev } = over ? (await callApi('getBot', { parts })).bot : base;
      return callApi('saveSettings', { parts, request: { rev, settings: draft } });
    },
    onSuccess: (answer) => {
      setBase(answer.bot);
      setDraft(answer.bot.settings);
      queries.setQueryData(queryKeyOf('getBot', { bot: bot.id }), answer);
      void queries.invalidateQueries({ queryKey: queryKeyOf('listBots') });
      onSaved();
    },
  });
  return {
    settings: draft,
    isDirty,
    problems: problemsOf(draft),
    isSaving: save.isPending,
    error: save.error,
    change: (part) => setDraft((before) => ({ ...before, ...part }) as Settings),
    discard: () => {
      save.reset();
      setBase(bot);
      setDraft(bot.settings);
    },
    save: (over = false) => save.mutate(over),
  };
}
