import { useState } from 'react';
import { Button, Dialog, Select, TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { EdgeField } from './forms/edge-field.tsx';
import { NODE_TYPES } from './forms/node-fields.ts';
import { freeId, mainWayOf, newNode } from './new-node.ts';
import type { DraftNode, JsonObject } from './scenario-json.ts';
import { useTypeName } from './use-type-name.ts';

interface AddNodeDialogProps {
  readonly nodes: readonly DraftNode[];
  readonly onAdd: (id: string, json: JsonObject) => void;
  readonly onClose: () => void;
}

const ID = /^[A-Za-z0-9][\w-]{0,63}$/;

/** Asks for what a new node cannot do without: what it is, its name, and where it leads if it has to lead somewhere. */
export function AddNodeDialog({ nodes, onAdd, onClose }: AddNodeDialogProps) {
  const { scenario: words, cancel } = useSettingsWords();
  const typeName = useTypeName();
  const ids = nodes.map((node) => node.id);
  const [type, setType] = useState('message');
  const [ownId, setOwnId] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const id = ownId ?? freeId(type, ids);
  const leads = mainWayOf(type) !== null;
  // A dialog begins in one place.
  const types = NODE_TYPES.filter((each) => each !== 'start' || !nodes.some((node) => node.type === 'start'));
  const problem = ids.includes(id) ? words.idTaken : ID.test(id) ? undefined : words.idRule;
  return (
    <Dialog
      title={words.addNode}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{cancel}</Button>
          <Button
            variant="primary"
            isDisabled={problem !== undefined || (leads && target === null)}
            onPress={() => onAdd(id, newNode(type, id, target))}
          >
            {words.addNode}
          </Button>
        </>
      }
    >
      <Select
        label={words.kind}
        options={types.map((each) => ({ id: each, label: typeName(each), hint: words.typeHints[each] }))}
        value={type}
        onChange={setType}
      />
      <TextField
        label={words.nodeId}
        description={words.idHint}
        isCode
        value={id}
        onChange={setOwnId}
        error={problem}
        maxLength={64}
      />
      {leads && <EdgeField label={words.leads} value={target} ids={ids} isRequired onChange={setTarget} />}
    </Dialog>
  );
}
