import type { Appearance } from '@connective-chat/contracts/bot';
import { Choice, NumberField, Switch, TextField } from '../../ui/index.ts';
import type { LookPanelProps } from '../look-panel.tsx';
import { useDemoWords } from '../words/use-demo-words.ts';
import { ChannelFields } from './channel-fields.tsx';

const FORMATS = ['mini', 'frame', 'multi'] as const;
const LAUNCHERS = ['icon', 'avatar', 'none'] as const;
const THEMES = ['auto', 'light', 'dark'] as const;
const USUAL_OFFSET = 16;

/** What kind of widget it is, and where it stands. */
export function LayoutPart({ state }: LookPanelProps) {
  const words = useDemoWords();
  const { look, change } = state;
  const appearance = look.appearance ?? {};
  const { format = 'mini', launcher = {}, widgetButton: { position = {} } = {} } = appearance;
  const set = (part: Appearance) => change({ appearance: { ...appearance, ...part } });
  const place = (part: typeof position) => set({ widgetButton: { position: { ...position, ...part } } });
  return (
    <div className="look-fields">
      <div className="ui-field">
        <Choice
          label={words.format}
          options={FORMATS.map((id) => ({ id, label: words.formats[id] }))}
          value={format}
          onChange={(next) => set({ format: next })}
        />
        <p className="ui-description">{words.formatHints[format]}</p>
      </div>
      {format === 'multi' && <ChannelFields appearance={appearance} onChange={set} />}
      {format !== 'frame' && (
        <>
          <div className="look-pair">
            <Choice
              label={words.side}
              options={(['left', 'right'] as const).map((id) => ({ id, label: words.sides[id] }))}
              value={position.x ?? 'right'}
              onChange={(x) => place({ x })}
            />
            <Choice
              label={words.edge}
              options={(['top', 'bottom'] as const).map((id) => ({ id, label: words.edges[id] }))}
              value={position.y ?? 'bottom'}
              onChange={(y) => place({ y })}
            />
          </div>
          <NumberField
            label={words.offset}
            unit="px"
            minValue={0}
            maxValue={200}
            value={position.offset ?? USUAL_OFFSET}
            onChange={(offset) => place({ offset: Number.isNaN(offset) ? undefined : offset })}
          />
          <div className="ui-field">
            <Choice
              label={words.launcher}
              options={LAUNCHERS.map((id) => ({ id, label: words.launchers[id] }))}
              value={launcher.type ?? 'icon'}
              onChange={(type) => set({ launcher: { ...launcher, type } })}
            />
            {launcher.type === 'none' && <p className="ui-description">{words.launcherNone}</p>}
          </div>
          {launcher.type === 'avatar' && (
            <TextField
              label={words.image}
              isCode
              placeholder="https://"
              value={launcher.image ?? ''}
              onChange={(image) => set({ launcher: { ...launcher, image: image || undefined } })}
            />
          )}
          {launcher.type !== 'none' && (
            <Choice
              label={words.closeIcon}
              options={(['close', 'arrow'] as const).map((id) => ({ id, label: words.closeIcons[id] }))}
              value={launcher.closeIcon === 'close' ? 'close' : 'arrow'}
              onChange={(closeIcon) => set({ launcher: { ...launcher, closeIcon } })}
            />
          )}
          <NumberField
            label={words.zIndex}
            description={words.zIndexHint}
            value={appearance.z_index ?? Number.NaN}
            onChange={(value) => set({ z_index: Number.isNaN(value) ? undefined : value })}
          />
          <Switch isSelected={look.openOnMessage} onChange={(openOnMessage) => change({ openOnMessage })}>
            {words.openOnMessage}
          </Switch>
        </>
      )}
      <Choice
        label={words.theme}
        options={THEMES.map((id) => ({ id, label: words.themes[id] }))}
        value={appearance.theme ?? 'auto'}
        onChange={(theme) => set({ theme })}
      />
      <Choice
        label={words.version}
        options={[
          { id: 'v2', label: 'V2' },
          { id: 'legacy', label: 'Legacy' },
        ]}
        value={look.version}
        onChange={(version) => change({ version })}
      />
    </div>
  );
}
