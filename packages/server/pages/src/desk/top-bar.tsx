import { useSound } from './alerts/use-sound.ts';
import { useDesk, useDeskState } from './desk-context.tsx';
import { Icon } from './view/icon.tsx';
import { useWords } from './words/use-words.ts';

/** Who is at the desk, and whether they are there. */
export function TopBar({ onHelp }: { onHelp: () => void }) {
  const words = useWords();
  const sound = useSound();
  return (
    <header className="desk-bar">
      <h1>{words.title}</h1>
      <PresenceSwitch />
      <button
        type="button"
        className="desk-icon-button"
        aria-pressed={sound.isOn}
        aria-label={sound.isOn ? words.sound.on : words.sound.off}
        title={sound.isOn ? words.sound.on : words.sound.off}
        onClick={sound.toggle}
      >
        <Icon name={sound.isOn ? 'bell' : 'bellOff'} />
      </button>
      <button
        type="button"
        className="desk-icon-button desk-help"
        aria-label={words.help}
        title={words.help}
        onClick={onHelp}
      >
        <Icon name="keyboard" />
      </button>
    </header>
  );
}

/** Away keeps one's dialogs and is given no new ones. */
function PresenceSwitch() {
  const { presence: words } = useWords();
  const desk = useDesk();
  const presence = useDeskState(({ me }) => me?.presence);
  return (
    <fieldset className="desk-presence" disabled={presence === undefined}>
      <legend className="desk-hidden">{words.label}</legend>
      {(['online', 'away'] as const).map((value) => (
        <label key={value} data-presence={value}>
          <input
            type="radio"
            name="presence"
            value={value}
            checked={presence === value}
            onChange={() => void desk.setPresence(value)}
          />
          <span className="desk-presence-dot" data-presence={value} />
          {words[value]}
        </label>
      ))}
    </fieldset>
  );
}
