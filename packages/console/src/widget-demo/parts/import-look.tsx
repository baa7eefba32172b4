import { useState } from 'react';
import { Button, TextField, toast } from '../../ui/index.ts';
import { type Look, readLook } from '../look/look.ts';
import { useDemoWords } from '../words/use-demo-words.ts';

/** Takes over a look that was exported. */
export function ImportLook({ onLook }: { readonly onLook: (look: Look) => void }) {
  const words = useDemoWords();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = () => {
    const read = readLook(text);
    if ('problem' in read) {
      setProblem(read.problem);
      return;
    }
    onLook(read.look);
    setText('');
    toast.success(words.imported);
  };
  return (
    <div className="look-fields">
      <h2>{words.importTitle}</h2>
      <TextField
        label={words.importField}
        isCode
        rows={4}
        value={text}
        error={problem === null ? undefined : words.importWrong(problem)}
        onChange={(next) => {
          setText(next);
          setProblem(null);
        }}
      />
      <div>
        <Button isDisabled={!text.trim()} onPress={take}>
          {words.importButton}
        </Button>
      </div>
    </div>
  );
}
