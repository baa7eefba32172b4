import type { EndpointResponse, ScenarioVersion } from '@connective-chat/contracts/admin';
import type { Problem } from '@connective-chat/contracts/problem';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { sameJson } from '../same-json.ts';
import { useDebounced } from '../use-debounced.ts';

export interface ScenarioDraft {
  readonly scenario: unknown;
  readonly published: ScenarioVersion;
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  /** The problems of the edited text, validated after a pause in typing. */
  readonly problems: readonly Problem[];
  /** Whether the problems are those of an earlier text. */
  readonly isChecking: boolean;
  edit(scenario: unknown): void;
  validate(): Promise<readonly Problem[]>;
  save(): Promise<number>;
  /** Saves unsaved changes and publishes the draft. */
  publish(note: string): Promise<ScenarioVersion>;
  rollback(version: number): Promise<ScenarioVersion>;
}

const CHECK_AFTER_MS = 400;

/** The draft of a bot's scenario while it is being edited. */
export function useScenarioDraft(bot: string, first: EndpointResponse<'getScenario'>): ScenarioDraft {
  const queries = useQueryClient();
  const parts = { bot };
  const [scenario, setScenario] = useState(first.draft.scenario);
  const [saved, setSaved] = useState(first.draft);
  const [published, setPublished] = useState(first.published);
  const json = JSON.stringify(scenario);
  const isDirty = !sameJson(scenario, saved.scenario);
  const debounced = useDebounced(json, CHECK_AFTER_MS);
  const check = useQuery({
    queryKey: queryKeyOf('validateScenario', parts, debounced),
    queryFn: ({ signal }) =>
      callApi('validateScenario', { parts, signal, request: { scenario: JSON.parse(debounced) as unknown } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
  useEffect(() => {
    if (isDirty) return;
    setSaved(first.draft);
    setScenario(first.draft.scenario);
  }, [first.draft, isDirty]);

  const forget = () =>
    Promise.all(
      (['getScenario', 'listVersions', 'listBots', 'getBot'] as const).map((name) =>
        queries.invalidateQueries({ queryKey: queryKeyOf(name) }),
      ),
    );
  const save = useMutation({
    mutationFn: async () => {
      if (!isDirty) return saved.rev;
      const { draft } = await callApi('saveDraft', { parts, request: { rev: saved.rev, scenario } });
      setSaved(draft);
      void forget();
      return draft.rev;
    },
  });
  const publish = useMutation({
    mutationFn: async (note: string) => {
      const rev = await save.mutateAsync();
      const answer = await callApi('publish', { parts, request: { rev, ...(note && { note }) } });
      setPublished(answer.published);
      await forget();
      return answer.published;
    },
  });
  const rollback = useMutation({
    mutationFn: async (version: number) => {
      const answer = await callApi('rollback', { parts, request: { version } });
      setPublished(answer.published);
      await forget();
      return answer.published;
    },
  });
  return {
    scenario,
    published,
    isDirty,
    isBusy: save.isPending || publish.isPending || rollback.isPending,
    problems: check.data?.problems ?? [],
    isChecking: debounced !== json || check.isFetching,
    edit: setScenario,
    validate: async () => (await callApi('validateScenario', { parts, request: { scenario } })).problems,
    save: () => save.mutateAsync(),
    publish: (note) => publish.mutateAsync(note),
    rollback: (version) => rollback.mutateAsync(version),
  };
}
