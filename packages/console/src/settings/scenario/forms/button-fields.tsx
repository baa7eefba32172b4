import { useIntl } from 'react-intl';
import { Switch } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, type JsonObject, listOf, objectOf, withKey } from '../scenario-json.ts';
import { ButtonForm, NEW_BUTTON } from './button-form.tsx';
import { ItemList } from './item-list.tsx';

interface PlacedButton {
  readonly button: JsonObject;
  /** A button with the index of its row; buttons of one row are shown side by side. */
  readonly row: number;
}

const placed = (rows: Json | undefined): PlacedButton[] =>
  listOf(rows).flatMap((cells, row) => listOf(cells).map((button) => ({ button: objectOf(button), row })));

/** The buttons grouped by row, without empty rows. */
function toRows(buttons: readonly PlacedButton[]): Json | undefined {
  const rows = new Map<number, JsonObject[]>();
  for (const { button, row } of buttons) rows.set(row, [...(rows.get(row) ?? []), button]);
  return rows.size > 0 ? [...rows.values()] : undefined;
}

/** The rows after a button was moved into the row of the previous one, or to the start of a row of its own. */
function regrouped(buttons: readonly PlacedButton[], index: number, isJoined: boolean): PlacedButton[] {
  let row = 0;
  return buttons.map((placedButton, at) => {
    const before = buttons[at - 1];
    const isSame = at === index ? isJoined : before?.row === placedButton.row;
    if (before && !isSame) row += 1;
    return { ...placedButton, row };
  });
}

interface ButtonFieldsProps extends InspectorProps {
  readonly kind: 'buttons' | 'keyboard';
}

/** The buttons under a text. A new one gets a row of its own; each but the first can be joined with the one before. */
export function ButtonFields({ kind, node, languages, ids, onChange }: ButtonFieldsProps) {
  const { formatMessage: t } = useIntl();
  const buttons = placed(node.json[kind]);
  return (
    <ItemList<PlacedButton>
      items={buttons}
      nameOf={(number) =>
        kind === 'buttons'
          ? t({ id: 'settings.scenario.buttons.one', defaultMessage: 'Button {number}' }, { number })
          : t({ id: 'settings.scenario.keyboard.one', defaultMessage: 'Quick reply {number}' }, { number })
      }
      addLabel={
        kind === 'buttons'
          ? t({ id: 'settings.scenario.buttons.add', defaultMessage: 'Add a button' })
          : t({ id: 'settings.scenario.keyboard.add', defaultMessage: 'Add a quick reply' })
      }
      newItem={() => ({ button: NEW_BUTTON, row: (buttons.at(-1)?.row ?? -1) + 1 })}
      onChange={(next) => onChange(withKey(node.json, kind, toRows(next)))}
    >
      {({ button, row }, write, _name, index) => (
        <>
          <ButtonForm
            button={button}
            languages={languages}
            ids={ids}
            onChange={(next) => write({ button: next, row })}
          />
          {index > 0 && (
            <Switch
              isSelected={buttons[index - 1]?.row === row}
              onChange={(isJoined) => onChange(withKey(node.json, kind, toRows(regrouped(buttons, index, isJoined))))}
            >
              {t({ id: 'settings.scenario.buttons.sameRow', defaultMessage: 'In one row with the one before' })}
            </Switch>
          )}
        </>
      )}
    </ItemList>
  );
}
