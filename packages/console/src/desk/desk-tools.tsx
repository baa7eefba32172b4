import { Bell, BellOff, Keyboard } from 'lucide-react';
import { Choice, IconButton } from '../ui/index.ts';
import { useSound } from './alerts/use-sound.ts';
import { useDesk, useDeskState } from './desk-context.tsx';
import { useWords } from './words/use-words.ts';

/** What an operator sets for themselves, in the line above the page. */
export function DeskTools({ onHelp }: { onHelp: () => void }) {
  const words = useWords();
  const sound = useSound();
  return (
    <>
      <PresenceSwitch />
      <IconButton
        label={sound.isOn ? words.sound.on : words.sound.off}
        icon={sound.isOn ? <Bell size={18} aria-hidden /> : <BellOff size={18} aria-hidden />}
        aria-pressed={sound.isOn}
        onPress={sound.toggle}
      />
      <span className="desk-wide">
        <IconButton label={words.help} icon={<Keyboard size={18} aria-hidden />} onPress={onHelp} />
      </span>
    </>
  );
}

/** Away keeps one's dialogs and is given no new ones. */
function PresenceSwitch() {
  const { presence: words } = useWords();
  const desk = useDesk();
  const presence = useDeskState(({ me }) => me?.presence);
  if (presence === undefined) return null;
  const option = (id: 'online' | 'away') => ({
    id,
    name: words[id],
    label: (
      <>
        <span className="desk-presence-dot" data-presence={id} />
        <span className="desk-presence-name">{words[id]}</span>
      </>
    ),
  });
  return (
    <Choice
      label={words.label}
      hidesLabel
      options={[option('online'), option('away')]}
      // Connected and not away is online: what the server says while it has not heard of this page yet.
      value={presence === 'away' ? 'away' : 'online'}
      onChange={(value) => void desk.setPresence(value)}
    />
  );
}
