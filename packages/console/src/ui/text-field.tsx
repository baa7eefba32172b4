import type { ReactNode, Ref } from 'react';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children' | 'style' | 'prefix'> {
  readonly label: ReactNode;
  /** Hides the label visually, for a field that is already named by its context. */
  readonly hidesLabel?: boolean;
  readonly description?: ReactNode;
  /** The error, shown below the field and announced with it. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** Makes it a multi-line field with this initial number of lines. */
  readonly rows?: number;
  /** Code: monospaced, without spell checking, always left to right. */
  readonly isCode?: boolean;
  /** Content of the field before the text. */
  readonly prefix?: ReactNode;
  /** Content of the field after the text. */
  readonly suffix?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A labelled field for text, with its description and its error. */
export function TextField({
  label,
  hidesLabel,
  description,
  error,
  placeholder,
  rows,
  isCode,
  prefix,
  suffix,
  inputRef,
  ...props
}: TextFieldProps) {
  const code = {
    ...(placeholder && { placeholder }),
    ...(isCode ? { dir: 'ltr', spellCheck: false, autoCapitalize: 'off', autoCorrect: 'off' } : { dir: 'auto' }),
  };
  return (
    <AriaTextField
      validationBehavior="aria"
      {...props}
      isInvalid={error !== undefined}
      className={`ui-field${isCode ? ' ui-field-code' : ''}`}
    >
      <Label className={hidesLabel ? 'ui-hidden' : 'ui-label'}>{label}</Label>
      {rows ? (
        <TextArea className="ui-input ui-textarea" rows={rows} {...code} />
      ) : (
        <div className="ui-input-box">
          {prefix}
          <Input className="ui-input" {...(inputRef && { ref: inputRef })} {...code} />
          {suffix}
        </div>
      )}
      {description && (
        <Text slot="description" className="ui-description">
          {description}
        </Text>
      )}
      <FieldError className="ui-error">{error}</FieldError>
    </AriaTextField>
  );
}
