import { Button } from 'react-aria-components';
import { defineMessages, useIntl } from 'react-intl';
import { useNamesOf } from '../../shell/locale/use-names-of.ts';
import { Callout } from '../../ui/index.ts';
import { COLOR_GROUPS } from '../look/color-groups.ts';
import { colorOf, withColor } from '../look/colors-of.ts';
import { LEAST_CONTRAST, lowContrast } from '../look/contrast.ts';
import { PRESETS } from '../look/presets.ts';
import type { LookPanelProps } from '../look-panel.types.ts';
import { ColourField } from './colour-field.tsx';

const PRESET_NAMES = defineMessages({
  own: { id: 'demo.preset.own', defaultMessage: 'The default' },
  ocean: { id: 'demo.preset.ocean', defaultMessage: 'Ocean' },
  forest: { id: 'demo.preset.forest', defaultMessage: 'Forest' },
  graphite: { id: 'demo.preset.graphite', defaultMessage: 'Graphite' },
  berry: { id: 'demo.preset.berry', defaultMessage: 'Berry' },
  amber: { id: 'demo.preset.amber', defaultMessage: 'Amber' },
  violet: { id: 'demo.preset.violet', defaultMessage: 'Violet' },
});

const GROUP_NAMES = defineMessages({
  accent: { id: 'demo.groups.accent', defaultMessage: 'Accent' },
  device: { id: 'demo.groups.device', defaultMessage: 'Button and panel' },
  header: { id: 'demo.groups.header', defaultMessage: 'Header' },
  sentMessage: { id: 'demo.groups.sentMessage', defaultMessage: 'Visitor’s messages' },
  receivedMessage: { id: 'demo.groups.receivedMessage', defaultMessage: 'Answers' },
  userInput: { id: 'demo.groups.userInput', defaultMessage: 'Input' },
  keyboardButton: { id: 'demo.groups.keyboardButton', defaultMessage: 'Reply keyboard' },
  inlineKeyboardButton: { id: 'demo.groups.inlineKeyboardButton', defaultMessage: 'Inline buttons' },
  poweredLink: { id: 'demo.groups.poweredLink', defaultMessage: 'Link of the maker' },
});

const FIELD_NAMES = defineMessages({
  bg: { id: 'demo.fields.bg', defaultMessage: 'Background' },
  text: { id: 'demo.fields.text', defaultMessage: 'Text' },
  border: { id: 'demo.fields.border', defaultMessage: 'Border' },
  dot: { id: 'demo.fields.dot', defaultMessage: 'Dots' },
  container: { id: 'demo.fields.container', defaultMessage: 'Behind the messages' },
  color: { id: 'demo.fields.color', defaultMessage: 'Colour' },
});

const ONE_DIGIT = { maximumFractionDigits: 1 };

/** Every colour key of the embed, predefined palettes, and a warning for low contrast. */
export function ColoursPart({ state }: LookPanelProps) {
  const { formatMessage: t, formatNumber } = useIntl();
  const fieldName = useNamesOf(FIELD_NAMES);
  const groupName = useNamesOf(GROUP_NAMES);
  const presetName = useNamesOf(PRESET_NAMES);
  const appearance = state.look.appearance ?? {};
  const { colors } = appearance;
  const hard = lowContrast(colors);
  const set = (group: string, field: string | undefined, color: string) =>
    state.change({ appearance: withColor(appearance, group, field, color) });
  return (
    <div className="look-fields">
      <fieldset className="presets">
        <legend className="ui-label">{t({ id: 'demo.presets', defaultMessage: 'Palettes' })}</legend>
        {PRESETS.map((preset) => (
          <Button
            key={preset.id}
            className="preset"
            aria-label={presetName(preset.id) ?? preset.id}
            aria-pressed={JSON.stringify(colors) === JSON.stringify(preset.colors)}
            onPress={() => state.change({ appearance: { ...appearance, colors: preset.colors } })}
          >
            <span style={{ background: preset.swatch }} />
          </Button>
        ))}
      </fieldset>
      {hard.length > 0 && (
        <Callout kind="warning">
          <strong>{t({ id: 'demo.hardTitle', defaultMessage: 'Hard to read' })}</strong>
          {hard.map(({ group, ratio }) => (
            <p key={group}>
              {t(
                { id: 'demo.hard', defaultMessage: '{name}: {ratio} : 1, at least {least} : 1 is needed.' },
                {
                  name: groupName(group) ?? group,
                  ratio: formatNumber(ratio, ONE_DIGIT),
                  least: formatNumber(LEAST_CONTRAST, ONE_DIGIT),
                },
              )}
            </p>
          ))}
        </Callout>
      )}
      <p className="ui-description">
        {t({
          id: 'demo.colourHint',
          defaultMessage: 'A CSS colour; a background may be a gradient. Empty: the widget’s own.',
        })}
      </p>
      {COLOR_GROUPS.map(({ key, fields }) => (
        <fieldset className="look-group" key={key}>
          <legend>
            {groupName(key) ?? key} <code>{key}</code>
          </legend>
          {(fields.length > 0 ? fields : [undefined]).map((field) => (
            <ColourField
              key={field ?? key}
              label={fieldName(field ?? 'color') ?? field ?? key}
              group={groupName(key) ?? key}
              value={colorOf(colors, key, field)}
              onChange={(color) => set(key, field, color)}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
