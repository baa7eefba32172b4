import { useState } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import { useNamesOf } from '../../shell/locale/use-names-of.ts';
import { Button, Dialog, Select, TextField } from '../../ui/index.ts';
import { EdgeField } from './forms/edge-field.tsx';
import { NODE_TYPES } from './forms/node-fields.ts';
import { freeId, mainWayOf, newNode } from './new-node.ts';
import type { DraftNode, JsonObject } from './scenario-json.ts';
import { useTypeName } from './use-type-name.ts';

const TYPE_HINTS = defineMessages({
  start: { id: 'settings.scenario.typeHints.start', defaultMessage: 'Begins each dialog.' },
  message: { id: 'settings.scenario.typeHints.message', defaultMessage: 'Says something, with or without buttons.' },
  input: { id: 'settings.scenario.typeHints.input', defaultMessage: 'Asks, and waits for the answer.' },
  router: { id: 'settings.scenario.typeHints.router', defaultMessage: 'Goes on by a condition.' },
  set: { id: 'settings.scenario.typeHints.set', defaultMessage: 'Keeps values under names.' },
  agent: { id: 'settings.scenario.typeHints.agent', defaultMessage: 'Thinks and answers.' },
  operator: { id: 'settings.scenario.typeHints.operator', defaultMessage: 'Hands over to a person.' },
  entry: { id: 'settings.scenario.typeHints.entry', defaultMessage: 'A door that a page or a button opens.' },
  exit: { id: 'settings.scenario.typeHints.exit', defaultMessage: 'Ends, with a word or without.' },
  http: { id: 'settings.scenario.typeHints.http', defaultMessage: 'Asks another service.' },
});

interface AddNodeDialogProps {
  readonly nodes: readonly DraftNode[];
  readonly onAdd: (id: string, json: JsonObject) => void;
  readonly onClose: () => void;
}

const ID = /^[A-Za-z0-9][\w-]{0,63}$/;

/** Asks for what a new node needs: its type, its id, and the node it leads to if its type requires one. */
export function AddNodeDialog({ nodes, onAdd, onClose }: AddNodeDialogProps) {
  const { formatMessage: t } = useIntl();
  const typeHint = useNamesOf(TYPE_HINTS);
  const typeName = useTypeName();
  const ids = nodes.map((node) => node.id);
  const [type, setType] = useState('message');
  const [ownId, setOwnId] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const id = ownId ?? freeId(type, ids);
  const leads = mainWayOf(type) !== null;
  // A scenario has exactly one start node.
  const types = NODE_TYPES.filter((each) => each !== 'start' || !nodes.some((node) => node.type === 'start'));
  const problem = ids.includes(id)
    ? t({ id: 'settings.scenario.idTaken', defaultMessage: 'There is a node with this id.' })
    : ID.test(id)
      ? undefined
      : t({
          id: 'settings.scenario.idRule',
          defaultMessage: 'Begins with a letter or a digit; then letters, digits, _ and -.',
        });
  return (
    <Dialog
      title={t({ id: 'settings.scenario.addNode', defaultMessage: 'Add node' })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="primary"
            isDisabled={problem !== undefined || (leads && target === null)}
            onPress={() => onAdd(id, newNode(type, id, target))}
          >
            {t({ id: 'settings.scenario.addNode', defaultMessage: 'Add node' })}
          </Button>
        </>
      }
    >
      <Select
        label={t({ id: 'settings.scenario.kind', defaultMessage: 'Kind' })}
        options={types.map((each) => ({ id: each, label: typeName(each), hint: typeHint(each) }))}
        value={type}
        onChange={setType}
      />
      <TextField
        label={t({ id: 'settings.scenario.nodeId', defaultMessage: 'Id' })}
        description={t({
          id: 'settings.scenario.idHint',
          defaultMessage: 'Its name in the scenario: letters, digits, _ and -.',
        })}
        isCode
        value={id}
        onChange={setOwnId}
        error={problem}
        maxLength={64}
      />
      {leads && (
        <EdgeField
          label={t({ id: 'settings.scenario.leads', defaultMessage: 'Leads to' })}
          value={target}
          ids={ids}
          isRequired
          onChange={setTarget}
        />
      )}
    </Dialog>
  );
}
