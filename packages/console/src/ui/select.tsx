import { ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';

export interface Option<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly hint?: string | undefined;
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly hidesLabel?: boolean;
  readonly description?: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
}

/** A choice of one option from a dropdown list. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, hidesLabel, description, options, value, onChange, placeholder, isDisabled } = props;
  return (
    <AriaSelect
      className="ui-field"
      value={value}
      onChange={(key) => key !== null && onChange(key as T)}
      {...(placeholder && { placeholder })}
      {...(isDisabled && { isDisabled })}
    >
      <Label className={hidesLabel ? 'ui-hidden' : 'ui-label'}>{label}</Label>
      <Button className="ui-input ui-select">
        <SelectValue className="ui-select-value" />
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      {description && (
        <Text slot="description" className="ui-description">
          {description}
        </Text>
      )}
      <Popover className="ui-popover" offset={4}>
        <ListBox className="ui-list" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="ui-option">
              <Text slot="label">{option.label}</Text>
              {option.hint && (
                <Text slot="description" className="ui-description">
                  {option.hint}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
