import type { Appearance } from '@connective-chat/contracts/bot';
import { defineMessages, useIntl } from 'react-intl';
import { Choice, NumberField, Switch, TextField } from '../../ui/index.ts';
import type { LookPanelProps } from '../look-panel.types.ts';
import { ChannelFields } from './channel-fields.tsx';

const FORMAT_NAMES = defineMessages({
  mini: { id: 'demo.formats.mini', defaultMessage: 'Mini' },
  frame: { id: 'demo.formats.frame', defaultMessage: 'Frame' },
  multi: { id: 'demo.formats.multi', defaultMessage: 'Multi-channel' },
});

const FORMAT_HINTS = defineMessages({
  mini: { id: 'demo.formatHints.mini', defaultMessage: 'A button in the corner opens the chat.' },
  frame: { id: 'demo.formatHints.frame', defaultMessage: 'Fills a place of your page: an account, a help centre.' },
  multi: { id: 'demo.formatHints.multi', defaultMessage: 'The button offers messengers beside the chat.' },
});

const SIDE_NAMES = defineMessages({
  left: { id: 'demo.sides.left', defaultMessage: 'Left' },
  right: { id: 'demo.sides.right', defaultMessage: 'Right' },
});

const EDGE_NAMES = defineMessages({
  top: { id: 'demo.edges.top', defaultMessage: 'Top' },
  bottom: { id: 'demo.edges.bottom', defaultMessage: 'Bottom' },
});

const LAUNCHER_NAMES = defineMessages({
  icon: { id: 'demo.launchers.icon', defaultMessage: 'Icon' },
  avatar: { id: 'demo.launchers.avatar', defaultMessage: 'Picture' },
  none: { id: 'demo.launchers.none', defaultMessage: 'None' },
});

const CLOSE_ICON_NAMES = defineMessages({
  close: { id: 'demo.closeIcons.close', defaultMessage: 'Cross' },
  arrow: { id: 'demo.closeIcons.arrow', defaultMessage: 'Arrow' },
});

const THEME_NAMES = defineMessages({
  auto: { id: 'demo.themes.auto', defaultMessage: 'As the system' },
  light: { id: 'demo.themes.light', defaultMessage: 'Light' },
  dark: { id: 'demo.themes.dark', defaultMessage: 'Dark' },
});

const FORMATS = ['mini', 'frame', 'multi'] as const;
const LAUNCHERS = ['icon', 'avatar', 'none'] as const;
const THEMES = ['auto', 'light', 'dark'] as const;
const USUAL_OFFSET = 16;

/** The format and the position of the widget. */
export function LayoutPart({ state }: LookPanelProps) {
  const { formatMessage: t } = useIntl();
  const { look, change } = state;
  const appearance = look.appearance ?? {};
  const { format = 'mini', launcher = {}, widgetButton: { position = {} } = {} } = appearance;
  const set = (part: Appearance) => change({ appearance: { ...appearance, ...part } });
  const place = (part: typeof position) => set({ widgetButton: { position: { ...position, ...part } } });
  return (
    <div className="look-fields">
      <div className="ui-field">
        <Choice
          label={t({ id: 'demo.format', defaultMessage: 'Format' })}
          options={FORMATS.map((id) => ({ id, label: t(FORMAT_NAMES[id]) }))}
          value={format}
          onChange={(next) => set({ format: next })}
        />
        <p className="ui-description">{t(FORMAT_HINTS[format])}</p>
      </div>
      {format === 'multi' && <ChannelFields appearance={appearance} onChange={set} />}
      {format !== 'frame' && (
        <>
          <div className="look-pair">
            <Choice
              label={t({ id: 'demo.side', defaultMessage: 'Side' })}
              options={(['left', 'right'] as const).map((id) => ({ id, label: t(SIDE_NAMES[id]) }))}
              value={position.x ?? 'right'}
              onChange={(x) => place({ x })}
            />
            <Choice
              label={t({ id: 'demo.edge', defaultMessage: 'Edge' })}
              options={(['top', 'bottom'] as const).map((id) => ({ id, label: t(EDGE_NAMES[id]) }))}
              value={position.y ?? 'bottom'}
              onChange={(y) => place({ y })}
            />
          </div>
          <NumberField
            label={t({ id: 'demo.offset', defaultMessage: 'Distance to the edges' })}
            unit="px"
            minValue={0}
            maxValue={200}
            value={position.offset ?? USUAL_OFFSET}
            onChange={(offset) => place({ offset: Number.isNaN(offset) ? undefined : offset })}
          />
          <div className="ui-field">
            <Choice
              label={t({ id: 'demo.launcher', defaultMessage: 'Button' })}
              options={LAUNCHERS.map((id) => ({ id, label: t(LAUNCHER_NAMES[id]) }))}
              value={launcher.type ?? 'icon'}
              onChange={(type) => set({ launcher: { ...launcher, type } })}
            />
            {launcher.type === 'none' && (
              <p className="ui-description">
                {t({ id: 'demo.launcherNone', defaultMessage: 'Your page opens the chat by kw_event.' })}
              </p>
            )}
          </div>
          {launcher.type === 'avatar' && (
            <TextField
              label={t({ id: 'demo.image', defaultMessage: 'Address of the picture' })}
              isCode
              placeholder="https://"
              value={launcher.image ?? ''}
              onChange={(image) => set({ launcher: { ...launcher, image: image || undefined } })}
            />
          )}
          {launcher.type !== 'none' && (
            <Choice
              label={t({ id: 'demo.closeIcon', defaultMessage: 'When open' })}
              options={(['close', 'arrow'] as const).map((id) => ({ id, label: t(CLOSE_ICON_NAMES[id]) }))}
              value={launcher.closeIcon === 'close' ? 'close' : 'arrow'}
              onChange={(closeIcon) => set({ launcher: { ...launcher, closeIcon } })}
            />
          )}
          <NumberField
            label={t({ id: 'demo.zIndex', defaultMessage: 'Layer (z-index)' })}
            description={t({ id: 'demo.zIndexHint', defaultMessage: 'Empty: above everything.' })}
            value={appearance.z_index ?? Number.NaN}
            onChange={(value) => set({ z_index: Number.isNaN(value) ? undefined : value })}
          />
          <Switch isSelected={look.openOnMessage} onChange={(openOnMessage) => change({ openOnMessage })}>
            {t({ id: 'demo.openOnMessage', defaultMessage: 'Open when a message arrives' })}
          </Switch>
        </>
      )}
      <Choice
        label={t({ id: 'demo.theme', defaultMessage: 'Theme' })}
        options={THEMES.map((id) => ({ id, label: t(THEME_NAMES[id]) }))}
        value={appearance.theme ?? 'auto'}
        onChange={(theme) => set({ theme })}
      />
      <Choice
        label={t({ id: 'demo.version', defaultMessage: 'Version' })}
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
