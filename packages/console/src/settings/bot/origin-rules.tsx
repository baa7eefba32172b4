import { useSettingsWords } from '../words/use-settings-words.ts';

const RIGHT = ['https://shop.example.com', 'http://localhost:5173'];
const WRONG = ['example.com', 'www.example.com', 'https://example.com/', 'ftp://example.com'];

/** How an origin is written, by examples. */
export function OriginRules() {
  const words = useSettingsWords().domains;
  const examples = (name: string, list: string[], kind: string) => (
    <div className={`rule rule-${kind}`}>
      <h3>{name}</h3>
      <ul>
        {list.map((text) => (
          <li key={text}>
            <code>{text}</code>
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <details className="rules">
      <summary>{words.rules}</summary>
      <p className="ui-description">{words.rulesText}</p>
      <div className="fields-2">
        {examples(words.right, RIGHT, 'right')}
        {examples(words.wrong, WRONG, 'wrong')}
      </div>
    </details>
  );
}
