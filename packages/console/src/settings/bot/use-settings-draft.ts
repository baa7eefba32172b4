import { type BotDetail, type Settings, type SettingsInput, settingsSchema } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { repeatedOrigins } from './repeated-origins.ts';

/** What is wrong with settings, by the place: `origins.2`. */
export type Problems = ReadonlyMap<string, string>;

export interface SettingsDraft {
  readonly settings: Settings;
  readonly isDirty: boolean;
  readonly problems: Problems;
  readonly isSaving: boolean;
  readonly error: unknown;
  change(part: Partial<SettingsInput>): void;
  discard(): void;
  /** `over` saves also what somebody else has changed meanwhile. */
  save(over?: boolean): void;
}

/** JSON knows no `undefined`: two settings are the same if they are saved the same. */
const same = (a: Settings, b: Settings) => JSON.stringify(a) === JSON.stringify(b);

function problemsOf(settings: Settings): Problems {
  const parsed = settingsSchema.safeParse(settings);
  const issues = parsed.success
    ? []
    : parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message] as const);
  const twice = settings.origins === '*' ? [] : repeatedOrigins(settings.origins);
  return new Map([...twice.map((index) => [`origins.${index}`, 'twice'] as const), ...issues]);
}

/** The settings of a bot while they are being changed; they are judged as the server judges them. */
export function useSettingsDraft(bot: BotDetail, onSaved: () => void): SettingsDraft {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Settings>(bot.settings);
  const [base, setBase] = useState(bot);
  const isDirty = !same(draft, base.settings);
  // What was read anew replaces what nobody has touched; a draft keeps the state it was begun on.
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
