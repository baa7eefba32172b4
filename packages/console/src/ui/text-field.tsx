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
  /** For a field that a table or a list names already: the label is read, not shown. */
  readonly hidesLabel?: boolean;
  readonly description?: ReactNode;
  /** What is wrong with it; shown under it and read with it. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** A text of several lines, at first so many. */
  readonly rows?: number;
  /** Code: monospaced, never corrected, always from left to right. */
  readonly isCode?: boolean;
  /** What stands in the field before the text. */
  readonly prefix?: ReactNode;
  /** What stands in the field after the text. */
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
