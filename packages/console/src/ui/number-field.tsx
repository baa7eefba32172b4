import type { ReactNode } from 'react';
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components';

interface NumberFieldProps extends Omit<AriaNumberFieldProps, 'className' | 'children' | 'style'> {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** The unit, beside the field. */
  readonly unit?: string;
}

/** A labelled field for a number, with arrow keys to step. */
export const NumberField = ({ label, description, error, placeholder, unit, ...props }: NumberFieldProps) => (
  <AriaNumberField validationBehavior="aria" {...props} isInvalid={error !== undefined} className="ui-field">
    <Label className="ui-label">{label}</Label>
    <div className="ui-input-box ui-number">
      <Input className="ui-input" {...(placeholder && { placeholder })} />
      {unit && <span className="ui-unit">{unit}</span>}
    </div>
    {description && (
      <Text slot="description" className="ui-description">
        {description}
      </Text>
    )}
    <FieldError className="ui-error">{error}</FieldError>
  </AriaNumberField>
);
