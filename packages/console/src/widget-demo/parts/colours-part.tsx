import { Button } from 'react-aria-components';
import { useLocale } from '../../shell/locale/use-locale.ts';
import { Callout } from '../../ui/index.ts';
import { COLOR_GROUPS } from '../look/color-groups.ts';
import { colorOf, withColor } from '../look/colors-of.ts';
import { hardToRead, LEAST_CONTRAST } from '../look/contrast.ts';
import { PRESETS } from '../look/presets.ts';
import type { LookPanelProps } from '../look-panel.tsx';
import { useDemoWords } from '../words/use-demo-words.ts';
import { ColourField } from './colour-field.tsx';

/** Every colour key of the embed, palettes to begin with, and a word where text gets hard to read. */
export function ColoursPart({ state }: LookPanelProps) {
  const words = useDemoWords();
  const number = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 1 });
  const appearance = state.look.appearance ?? {};
  const { colors } = appearance;
  const hard = hardToRead(colors);
  const set = (group: string, field: string | undefined, color: string) =>
    state.change({ appearance: withColor(appearance, group, field, color) });
  return (
    <div className="look-fields">
      <fieldset className="presets">
        <legend className="ui-label">{words.presets}</legend>
        {PRESETS.map((preset) => (
          <Button
            key={preset.id}
            className="preset"
            aria-label={words.preset[preset.id] ?? preset.id}
            aria-pressed={JSON.stringify(colors) === JSON.stringify(preset.colors)}
            onPress={() => state.change({ appearance: { ...appearance, colors: preset.colors } })}
          >
            <span style={{ background: preset.swatch }} />
          </Button>
        ))}
      </fieldset>
      {hard.length > 0 && (
        <Callout kind="warning">
          <strong>{words.hardTitle}</strong>
          {hard.map(({ group, ratio }) => (
            <p key={group}>
              {words.hard(words.groups[group] ?? group, number.format(ratio), number.format(LEAST_CONTRAST))}
            </p>
          ))}
        </Callout>
      )}
      <p className="ui-description">{words.colourHint}</p>
      {COLOR_GROUPS.map(({ key, fields }) => (
        <fieldset className="look-group" key={key}>
          <legend>
            {words.groups[key] ?? key} <code>{key}</code>
          </legend>
          {(fields.length > 0 ? fields : [undefined]).map((field) => (
            <ColourField
              key={field ?? key}
              label={words.fields[field ?? 'color'] ?? field ?? key}
              group={words.groups[key] ?? key}
              value={colorOf(colors, key, field)}
              onChange={(color) => set(key, field, color)}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
