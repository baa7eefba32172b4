import { ArrowUp, Paperclip } from 'lucide-react';
import { type ChangeEvent, type KeyboardEvent, memo, useId, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { IconButton } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { OpenDialog } from '../use-dialog.ts';
import { fillCanned } from '../view/fill-canned.ts';
import { CannedMenu } from './canned-menu.tsx';
import { ComposerNotice } from './composer-notice.tsx';
import { StagedFiles } from './staged-files.tsx';
import { useCannedChoice } from './use-canned-choice.ts';
import { useDeskComposer } from './use-desk-composer.ts';
import { useFileDrop } from './use-file-drop.ts';

interface ComposerProps {
  readonly summary: OpenDialog;
  readonly onTake: () => void;
  readonly onManageCanned: () => void;
}

/** The message field of an operator, or a notice if the dialog is not theirs. It does not render with its messages. */
export const Composer = memo((props: ComposerProps) => {
  const { dialog } = props.summary;
  const myId = useDeskState(({ me }) => me?.id);
  const isMine = dialog.status === 'operator' && dialog.operator?.id === myId;
  return isMine ? <Field {...props} /> : <ComposerNotice summary={props.summary} onTake={props.onTake} />;
});

function Field({ summary, onManageCanned }: ComposerProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const { conversation } = summary;
  const { composer, state, limits } = useDeskComposer(conversation);
  const { draft: text, files, blocked, canSend } = state;
  const [isMenuClosed, setMenuClosed] = useState(false);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const fileRef = useRef<HTMLInputElement>(null);
  const [fieldId, reasonId] = [useId(), useId()];
  const { dropProps, isOver } = useFileDrop((dropped) => composer.attach(dropped));
  const isTooLong = blocked?.reason === 'too-large';

  const canned = useCannedChoice(isMenuClosed ? '' : text, summary, (answer) => {
    const { visitor } = desk.store.getState().talks.get(conversation) ?? {};
    const operator = desk.store.getState().me?.name ?? '';
    composer.setDraft(fillCanned(answer.text, { name: summary.name ?? '', operator, ...visitor?.params }));
    fieldRef.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (canned.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      if (canned.isOpen) setMenuClosed(true);
      else event.currentTarget.blur();
    } else {
      composer.onKeyDown(event);
    }
  };
  const onChange = (event: ChangeEvent<HTMLTextAreaElement>) => {
    setMenuClosed(false);
    composer.setDraft(event.target.value);
  };

  return (
    <div className="desk-composer" data-over={isOver || undefined} {...dropProps}>
      {canned.isOpen && <CannedMenu choice={canned} onManage={onManageCanned} />}
      {isTooLong && (
        <p id={reasonId} className="desk-refusal" role="alert">
          {t({ id: 'desk.composer.tooLong', defaultMessage: 'This message is too long.' })}
        </p>
      )}
      <StagedFiles files={files} limits={limits} onRemove={(id) => composer.removeFile(id)} />
      <div className="desk-field">
        <input
          ref={fileRef}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            composer.attach([...(event.target.files ?? [])]);
            event.target.value = '';
            fieldRef.current?.focus();
          }}
        />
        <IconButton
          label={t({ id: 'desk.composer.attach', defaultMessage: 'Attach a file' })}
          icon={<Paperclip size={18} aria-hidden />}
          onPress={() => fileRef.current?.click()}
        />
        <label className="ui-hidden" htmlFor={fieldId}>
          {t({ id: 'desk.composer.label', defaultMessage: 'Message' })}
        </label>
        {/* The wrapper repeats the text in a pseudo-element, which gives the field its height without measuring. */}
        <div className="desk-grow" data-text={`${text}\n`}>
          <textarea
            ref={fieldRef}
            id={fieldId}
            rows={1}
            dir="auto"
            placeholder={t({
              id: 'desk.composer.placeholder',
              defaultMessage: 'Write a message, or / for a kept answer',
            })}
            value={text}
            data-desk-composer=""
            aria-invalid={isTooLong || undefined}
            aria-describedby={isTooLong ? reasonId : undefined}
            {...canned.fieldProps}
            onChange={onChange}
            onKeyDown={onKeyDown}
            onPaste={(event) => {
              if (event.clipboardData.files.length === 0) return;
              event.preventDefault();
              composer.attach([...event.clipboardData.files]);
            }}
            onBlur={() => desk.type(conversation, false)}
          />
        </div>
        <button
          type="button"
          className="desk-send"
          aria-label={t({ id: 'desk.composer.send', defaultMessage: 'Send' })}
          aria-disabled={!canSend}
          onClick={() => {
            if (canSend) composer.send();
            fieldRef.current?.focus();
          }}
        >
          <ArrowUp size={18} aria-hidden />
        </button>
      </div>
      {isOver && (
        <p className="desk-drop">{t({ id: 'desk.composer.drop', defaultMessage: 'Drop files to add them' })}</p>
      )}
    </div>
  );
}
