import { useIntl } from 'react-intl';
import { Select, TextField } from '../../../ui/index.ts';
import { type JsonObject, objectOf, textOf, withKey } from '../scenario-json.ts';
import { PairList } from './pair-list.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

interface RequestFieldsProps {
  readonly json: JsonObject;
  readonly onChange: (json: JsonObject) => void;
}

/** The method, the address and the headers of a request. */
export function RequestFields({ json, onChange }: RequestFieldsProps) {
  const { formatMessage: t } = useIntl();
  return (
    <>
      <Select
        label={t({ id: 'settings.scenario.method', defaultMessage: 'Method' })}
        options={METHODS.map((id) => ({ id, label: id }))}
        value={METHODS.find((method) => method === json.method) ?? 'GET'}
        onChange={(method) => onChange(withKey(json, 'method', method))}
      />
      <TextField
        label={t({ id: 'settings.scenario.fields.url', defaultMessage: 'Address' })}
        isCode
        placeholder="https://"
        value={textOf(json.url)}
        onChange={(url) => onChange(withKey(json, 'url', url))}
      />
      <PairList
        legend={t({ id: 'settings.scenario.headers.title', defaultMessage: 'Headers' })}
        description={t({
          id: 'settings.scenario.headers.hint',
          defaultMessage: "'{{secret.NAME}}' is the server’s CHAT_SECRET_NAME: the secret itself is not written here.",
        })}
        nameOf={(number) => t({ id: 'settings.scenario.headers.one', defaultMessage: 'Header {number}' }, { number })}
        addLabel={t({ id: 'settings.scenario.headers.add', defaultMessage: 'Add a header' })}
        nameLabel={t({ id: 'settings.scenario.headers.name', defaultMessage: 'Name' })}
        valueLabel={t({ id: 'settings.scenario.headers.value', defaultMessage: 'Value' })}
        pairs={objectOf(json.headers)}
        onChange={(headers) => onChange(withKey(json, 'headers', headers))}
      />
    </>
  );
}
