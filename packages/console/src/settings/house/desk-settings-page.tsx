import type { DeskSettings } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '../../shell/answer.tsx';
import { ask } from '../../shell/session/ask.ts';
import { keyOf, useAsk } from '../../shell/session/use-ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Button, NumberField, Section, Switch, toast } from '../../ui/index.ts';
import { LeaveGuard } from '../bot/leave-guard.tsx';
import { PageHead } from '../page-head.tsx';
import { useSettingsWords } from '../words/use-settings-words.ts';

/** How dialogs come to operators. */
export function DeskSettingsPage() {
  const words = useSettingsWords();
  const query = useAsk('getDesk');
  return (
    <div className="page">
      <PageHead title={words.nav.desk} lead={words.desk.lead} />
      <Answer query={query}>{({ desk }) => <DeskForm saved={desk} />}</Answer>
    </div>
  );
}

function DeskForm({ saved }: { readonly saved: DeskSettings }) {
  const { desk: words, save: saveWord, saved: savedWord } = useSettingsWords();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [desk, setDesk] = useState(saved);
  const isDirty = JSON.stringify(desk) !== JSON.stringify(saved);
  const save = useMutation({
    mutationFn: () => ask('saveDesk', { request: desk }),
    onSuccess: (answer) => {
      queries.setQueryData(keyOf('getDesk'), answer);
      setDesk(answer.desk);
      toast.success(savedWord);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <Section title={words.assign}>
      <Switch
        isSelected={desk.autoAssign}
        onChange={(autoAssign) => setDesk({ ...desk, autoAssign })}
        description={words.autoHint}
      >
        {words.auto}
      </Switch>
      <NumberField
        label={words.most}
        description={words.mostHint}
        minValue={1}
        maxValue={100}
        value={desk.maxDialogs ?? Number.NaN}
        onChange={(value) => setDesk({ ...desk, maxDialogs: Number.isNaN(value) ? null : value })}
      />
      <NumberField
        label={words.back}
        description={words.backHint}
        unit={words.seconds}
        minValue={0}
        maxValue={3600}
        value={desk.returnAfterMs / 1000}
        onChange={(value) => setDesk({ ...desk, returnAfterMs: Number.isNaN(value) ? 0 : value * 1000 })}
      />
      <div>
        <Button variant="primary" isDisabled={!isDirty} isPending={save.isPending} onPress={() => save.mutate()}>
          {saveWord}
        </Button>
      </div>
      <LeaveGuard isDirty={isDirty} within="/settings/desk" />
    </Section>
  );
}
