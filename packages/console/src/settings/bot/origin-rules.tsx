import { useIntl } from 'react-intl';

const RIGHT = ['https://shop.example.com', 'http://localhost:5173'];
const WRONG = ['example.com', 'www.example.com', 'https://example.com/', 'ftp://example.com'];

/** Explains by examples how an origin is written. */
export function OriginRules() {
  const { formatMessage: t } = useIntl();
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
      <summary>{t({ id: 'settings.domains.rules', defaultMessage: 'How a site is written' })}</summary>
      <p className="ui-description">
        {t({
          id: 'settings.domains.rulesText',
          defaultMessage:
            'Protocol and host, and the port if it is not the usual one. No path, no query, no slash at the end. Each subdomain on its own: shop. is not www.shop.',
        })}
      </p>
      <div className="fields-2">
        {examples(t({ id: 'settings.domains.right', defaultMessage: 'Right' }), RIGHT, 'right')}
        {examples(t({ id: 'settings.domains.wrong', defaultMessage: 'Wrong' }), WRONG, 'wrong')}
      </div>
    </details>
  );
}
