import { colorsSchema } from '@connective-chat/contracts/bot';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { TextField } from '../../ui/index.ts';

interface ColourFieldProps {
  readonly label: string;
  readonly group: string;
  readonly value: string;
  readonly onChange: (color: string) => void;
}

/** The schema accepts any word as a colour name; the browser knows which names exist. */
const isColor = (text: string) =>
  text === '' || (colorsSchema.safeParse({ accent: text }).success && CSS.supports('background', text));

/** A colour, typed or picked. An unfinished value stays in the field and is not applied. */
export function ColourField({ label, group, value, onChange }: ColourFieldProps) {
  const { formatMessage: t } = useIntl();
  const [typed, setTyped] = useState(value);
  // The value was changed by a palette or an import.
  useEffect(() => setTyped(value), [value]);
  const isRight = isColor(typed.trim());
  return (
    <TextField
      label={
        <>
          <span className="ui-hidden">{group}: </span>
          {label}
        </>
      }
      isCode
      placeholder={t({ id: 'demo.byDefault', defaultMessage: 'default' })}
      value={typed}
      error={isRight ? undefined : t({ id: 'demo.wrongColour', defaultMessage: 'Is not a CSS colour or gradient.' })}
      onChange={(text) => {
        setTyped(text);
        if (isColor(text.trim())) onChange(text.trim());
      }}
      prefix={
        <span className="colour-well">
          <span style={value ? { background: value } : {}} data-empty={!value} />
          <input
            type="color"
            aria-label={t({ id: 'demo.pick', defaultMessage: 'Pick: {name}' }, { name: `${group}: ${label}` })}
            value={/^#[\da-f]{6}$/i.test(value) ? value : '#808080'}
            onChange={(event) => onChange(event.target.value)}
          />
        </span>
      }
    />
  );
}
