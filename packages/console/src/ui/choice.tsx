import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly hidesLabel?: boolean;
  readonly options: readonly { readonly id: T; readonly label: ReactNode; readonly name?: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A choice between two or three options that are all visible. */
export const Choice = <T extends string>({ label, hidesLabel, options, value, onChange }: ChoiceProps<T>) => (
  <RadioGroup
    className="ui-field ui-choice"
    orientation="horizontal"
    value={value}
    onChange={(next) => onChange(next as T)}
  >
    <Label className={hidesLabel ? 'ui-hidden' : 'ui-label'}>{label}</Label>
    <div className="ui-segments">
      {options.map((option) => (
        <Radio
          key={option.id}
          value={option.id}
          className="ui-segment"
          {...(option.name ? { 'aria-label': option.name } : {})}
        >
          {option.label}
        </Radio>
      ))}
    </div>
  </RadioGroup>
);
