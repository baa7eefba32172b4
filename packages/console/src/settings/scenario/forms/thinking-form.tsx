import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useApiQuery } from '../../../shell/session/use-api-query.ts';
import { Button, Choice, IconButton, TextField } from '../../../ui/index.ts';
import { isObject, type JsonObject, withKey } from '../scenario-json.ts';
import { DeadlineFields } from './deadline-fields.tsx';

interface ThinkingFormProps {
  readonly thinking: JsonObject;
  readonly languages: readonly string[];
  /** The agent whose stages are offered; null for a request, which has none. */
  readonly provider: string | null;
  readonly onChange: (thinking: JsonObject) => void;
}

/** The texts of the default language are at the top level, the others below `languages`. */
const DEFAULT = '';

/** The texts shown while the agent works: the default, by stage, and by language. */
export function ThinkingForm({ thinking, languages, provider, onChange }: ThinkingFormProps) {
  const { formatMessage: t } = useIntl();
  const [picked, setPicked] = useState(DEFAULT);
  const [stageName, setStageName] = useState('');
  const { data } = useApiQuery('listProviders', {});
  const reported = data?.items.find(({ name }) => name === provider)?.stages ?? [];
  const byLanguage = isObject(thinking.languages) ? thinking.languages : {};
  const others = [...new Set([...languages.slice(1), ...Object.keys(byLanguage)])];
  const of = (language: string): JsonObject => {
    if (language === DEFAULT) return thinking;
    const own = byLanguage[language];
    return isObject(own) ? own : {};
  };
  const texts = of(picked);
  const stages = isObject(texts.stages) ? texts.stages : {};
  const doneStages = isObject(texts.doneStages) ? texts.doneStages : {};
  const base = isObject(thinking.stages) ? thinking.stages : {};
  const names = [...new Set([...Object.keys(base), ...Object.keys(stages)])];
  const offered = reported.filter(({ name }) => !names.includes(name));
  const valuesOf = (name: string) =>
    reported
      .find((stage) => stage.name === name)
      ?.values.map((value) => `{{${value}}}`)
      .join(' ');
  const write = (next: JsonObject) =>
    onChange(picked === DEFAULT ? next : { ...thinking, languages: { ...byLanguage, [picked]: next } });
  const writeStage = (name: string, text: string | undefined) =>
    write(withKey(texts, 'stages', withKey(stages, name, text)));
  const withDone = (name: string, text: string | undefined) => {
    const next = withKey(doneStages, name, text);
    return withKey(texts, 'doneStages', Object.keys(next).length > 0 ? next : undefined);
  };
  const deleteStage = (name: string) =>
    write(withKey(withDone(name, undefined), 'stages', withKey(stages, name, undefined)));
  return (
    <fieldset className="thinking">
      <legend>{t({ id: 'settings.scenario.thinking', defaultMessage: 'Thinking texts' })}</legend>
      <p className="ui-description">
        {t({
          id: 'settings.scenario.thinkingLead',
          defaultMessage: 'Shown with the moving dots while the agent works, until the answer comes.',
        })}
      </p>
      {others.length > 0 && (
        <Choice
          label={t({ id: 'settings.scenario.language', defaultMessage: 'Language' })}
          hidesLabel
          options={[
            { id: DEFAULT, label: languages[0] ?? t({ id: 'settings.scenario.everyLanguage', defaultMessage: 'All' }) },
            ...others.map((id) => ({ id, label: id })),
          ]}
          value={picked}
          onChange={setPicked}
        />
      )}
      <TextField
        label={t({ id: 'settings.scenario.thinkingText', defaultMessage: 'Default text' })}
        value={typeof texts.text === 'string' ? texts.text : ''}
        onChange={(text) => write(withKey(texts, 'text', text || undefined))}
      />
      {provider === null && (
        <TextField
          label={t({ id: 'settings.scenario.doneText', defaultMessage: 'Text once it is done' })}
          value={typeof texts.doneText === 'string' ? texts.doneText : ''}
          onChange={(text) => write(withKey(texts, 'doneText', text || undefined))}
        />
      )}
      {names.map((name) => (
        <div className="stage" key={name}>
          <TextField
            label={t({ id: 'settings.scenario.stage', defaultMessage: 'Stage: {name}' }, { name })}
            description={valuesOf(name)}
            value={typeof stages[name] === 'string' ? stages[name] : ''}
            {...(picked !== DEFAULT && typeof base[name] === 'string' && { placeholder: base[name] })}
            onChange={(text) => writeStage(name, text || (picked === DEFAULT ? '' : undefined))}
          />
          <IconButton
            label={`${t({ id: 'settings.delete', defaultMessage: 'Delete' })}: ${t({ id: 'settings.scenario.stage', defaultMessage: 'Stage: {name}' }, { name })}`}
            icon={<Trash2 size={16} aria-hidden />}
            onPress={() => deleteStage(name)}
          />
          <TextField
            label={t({ id: 'settings.scenario.doneStage', defaultMessage: '{name}, once it is done' }, { name })}
            value={typeof doneStages[name] === 'string' ? doneStages[name] : ''}
            onChange={(text) => write(withDone(name, text || undefined))}
          />
        </div>
      ))}
      {provider !== null && (
        <>
          <p className="ui-description">
            {t({
              id: 'settings.scenario.stageHint',
              defaultMessage:
                "'{{name}}' stands for a parameter of the site; what a stage tells stands under its field.",
            })}
          </p>
          {offered.length > 0 && (
            <div className="inline">
              {offered.map(({ name }) => (
                <Button
                  key={name}
                  size="small"
                  icon={<Plus size={16} aria-hidden />}
                  onPress={() => writeStage(name, '')}
                >
                  {t({ id: 'settings.scenario.offeredStage', defaultMessage: 'Stage {name}' }, { name })}
                </Button>
              ))}
            </div>
          )}
        </>
      )}
      <div className="stage" hidden={provider === null}>
        <TextField
          label={t({ id: 'settings.scenario.stageName', defaultMessage: 'Name of the stage' })}
          isCode
          value={stageName}
          onChange={setStageName}
          maxLength={40}
        />
        <Button
          icon={<Plus size={16} aria-hidden />}
          isDisabled={!stageName.trim() || names.includes(stageName.trim())}
          onPress={() => {
            writeStage(stageName.trim(), '');
            setStageName('');
          }}
        >
          {t({ id: 'settings.scenario.addStage', defaultMessage: 'Add a stage' })}
        </Button>
      </div>
      <Choice
        label={t({ id: 'settings.scenario.afterwards', defaultMessage: 'When the answer is there, the stages' })}
        options={[
          { id: 'fold', label: t({ id: 'settings.scenario.afterwardsFold', defaultMessage: 'fold into one line' }) },
          { id: 'stay', label: t({ id: 'settings.scenario.afterwardsStay', defaultMessage: 'stay open' }) },
          { id: 'vanish', label: t({ id: 'settings.scenario.afterwardsVanish', defaultMessage: 'vanish' }) },
        ]}
        value={thinking.afterwards === 'stay' || thinking.afterwards === 'vanish' ? thinking.afterwards : 'fold'}
        onChange={(value) => onChange(withKey(thinking, 'afterwards', value === 'fold' ? undefined : value))}
      />
      <DeadlineFields thinking={thinking} texts={texts} onChange={onChange} onChangeTexts={write} />
    </fieldset>
  );
}
