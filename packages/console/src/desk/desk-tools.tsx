import { Bell, BellOff, Keyboard } from 'lucide-react';
import { useIntl } from 'react-intl';
import { Choice, IconButton } from '../ui/index.ts';
import { useSound } from './alerts/use-sound.ts';
import { useDesk, useDeskState } from './desk-context.tsx';
import { PRESENCE_NAMES } from './view/presence-names.ts';

/** The operator's own settings in the header: sound and presence. */
export function DeskTools({ onHelp }: { onHelp: () => void }) {
  const { formatMessage: t } = useIntl();
  const sound = useSound();
  return (
    <>
      <PresenceSwitch />
      <IconButton
        label={
          sound.isOn
            ? t({ id: 'desk.sound.on', defaultMessage: 'Sound is on' })
            : t({ id: 'desk.sound.off', defaultMessage: 'Sound is off' })
        }
        icon={sound.isOn ? <Bell size={18} aria-hidden /> : <BellOff size={18} aria-hidden />}
        aria-pressed={sound.isOn}
        onPress={sound.toggle}
      />
      <span className="desk-wide">
        <IconButton
          label={t({ id: 'desk.help', defaultMessage: 'Keyboard shortcuts' })}
          icon={<Keyboard size={18} aria-hidden />}
          onPress={onHelp}
        />
      </span>
    </>
  );
}

/** `away` keeps the dialogs of the operator and assigns no new ones. */
function PresenceSwitch() {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const presence = useDeskState(({ me }) => me?.presence);
  if (presence === undefined) return null;
  const option = (id: 'online' | 'away') => ({
    id,
    name: t(PRESENCE_NAMES[id]),
    label: (
      <>
        <span className="desk-presence-dot" data-presence={id} />
        <span className="desk-presence-name">{t(PRESENCE_NAMES[id])}</span>
      </>
    ),
  });
  return (
    <Choice
      label={t({ id: 'desk.presence.label', defaultMessage: 'Your presence' })}
      hidesLabel
      options={[option('online'), option('away')]}
      // The server may still say `offline` right after the connection: shown as online.
      value={presence === 'away' ? 'away' : 'online'}
      onChange={(value) => void desk.setPresence(value)}
    />
  );
}
