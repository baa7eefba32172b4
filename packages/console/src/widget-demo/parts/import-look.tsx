import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useProblemText } from '../../shell/errors/use-problem-text.ts';
import { Button, TextField, toast } from '../../ui/index.ts';
import { type Look, readLook } from '../look/look.ts';

/** Imports an exported look. */
export function ImportLook({ onLook }: { readonly onLook: (look: Look) => void }) {
  const { formatMessage: t } = useIntl();
  const problemText = useProblemText();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = () => {
    const read = readLook(text);
    if ('problem' in read) {
      const { problem: found } = read;
      setProblem(found ? `${found.path}: ${problemText(found)}` : 'JSON');
      return;
    }
    onLook(read.look);
    setText('');
    toast.success(t({ id: 'demo.imported', defaultMessage: 'The look is taken over' }));
  };
  return (
    <div className="look-fields">
      <h2>{t({ id: 'demo.importTitle', defaultMessage: 'From JSON' })}</h2>
      <TextField
        label={t({ id: 'demo.importField', defaultMessage: 'JSON of a look' })}
        isCode
        rows={4}
        value={text}
        error={
          problem === null
            ? undefined
            : t({ id: 'demo.importWrong', defaultMessage: 'Cannot be read: {problem}' }, { problem })
        }
        onChange={(next) => {
          setText(next);
          setProblem(null);
        }}
      />
      <div>
        <Button isDisabled={!text.trim()} onPress={take}>
          {t({ id: 'demo.importButton', defaultMessage: 'Take it over' })}
        </Button>
      </div>
    </div>
  );
}
