import type { DeskSettings } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { QueryResult } from '../../shell/query-result.tsx';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf, useApiQuery } from '../../shell/session/use-api-query.ts';
import { Button, NumberField, Section, Switch, toast } from '../../ui/index.ts';
import { useLeaveGuard } from '../leave-guard.tsx';
import { PageHead } from '../page-head.tsx';
import { sameJson } from '../same-json.ts';

/** The settings of the assignment of dialogs. */
export function DeskSettingsPage() {
  const { formatMessage: t } = useIntl();
  const query = useApiQuery('getDesk');
  return (
    <div className="page">
      <PageHead
        title={t({ id: 'settings.nav.desk', defaultMessage: 'Operator desk' })}
        lead={t({ id: 'settings.desk.lead', defaultMessage: 'How dialogs come to operators.' })}
      />
      <QueryResult query={query}>{({ desk }) => <DeskForm saved={desk} />}</QueryResult>
    </div>
  );
}

function DeskForm({ saved }: { readonly saved: DeskSettings }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [desk, setDesk] = useState(saved);
  const isDirty = !sameJson(desk, saved);
  useLeaveGuard(isDirty, '/settings/desk');
  const save = useMutation({
    mutationFn: () => callApi('saveDesk', { request: desk }),
    onSuccess: (answer) => {
      queries.setQueryData(queryKeyOf('getDesk'), answer);
      setDesk(answer.desk);
      toast.success(t({ id: 'settings.saved', defaultMessage: 'Saved' }));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <Section title={t({ id: 'settings.desk.assign', defaultMessage: 'Assignment' })}>
      <Switch
        isSelected={desk.autoAssign}
        onChange={(autoAssign) => setDesk({ ...desk, autoAssign })}
        description={t({ id: 'settings.desk.autoHint', defaultMessage: 'To whoever is online and has the fewest.' })}
      >
        {t({ id: 'settings.desk.auto', defaultMessage: 'Give waiting dialogs to operators by itself' })}
      </Switch>
      <NumberField
        label={t({ id: 'settings.desk.most', defaultMessage: 'Dialogs at most by itself' })}
        description={t({ id: 'settings.desk.mostHint', defaultMessage: 'More may be taken by hand. Empty: no limit.' })}
        minValue={1}
        maxValue={100}
        value={desk.maxDialogs ?? Number.NaN}
        onChange={(value) => setDesk({ ...desk, maxDialogs: Number.isNaN(value) ? null : value })}
      />
      <NumberField
        label={t({ id: 'settings.desk.back', defaultMessage: 'Back to the queue after' })}
        description={t({
          id: 'settings.desk.backHint',
          defaultMessage: 'So long an operator may be gone before the dialogs are given to others.',
        })}
        unit={t({ id: 'settings.desk.seconds', defaultMessage: 's' })}
        minValue={0}
        maxValue={3600}
        value={desk.returnAfterMs / 1000}
        onChange={(value) => setDesk({ ...desk, returnAfterMs: Number.isNaN(value) ? 0 : value * 1000 })}
      />
      <div>
        <Button variant="primary" isDisabled={!isDirty} isPending={save.isPending} onPress={() => save.mutate()}>
          {t({ id: 'settings.save', defaultMessage: 'Save' })}
        </Button>
      </div>
    </Section>
  );
}
