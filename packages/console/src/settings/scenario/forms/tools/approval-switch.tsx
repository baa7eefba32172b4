import { useIntl } from 'react-intl';
import { Switch } from '../../../../ui/index.ts';
import { withKey } from '../../scenario-json.ts';
import { ApprovalFields, hasApprovalTexts } from './approval-fields.tsx';
import { Folded } from './folded.tsx';
import type { ToolFieldsProps } from './tool-fields.types.ts';

/** Whether the visitor is asked before each call, and with which texts. */
export function ApprovalSwitch({ tool, languages, onChange }: ToolFieldsProps) {
  const { formatMessage: t } = useIntl();
  const { approval } = tool;
  const isAsked = approval !== undefined && approval !== false;
  return (
    <>
      <Switch
        isSelected={isAsked}
        onChange={(isOn) => onChange(withKey(tool, 'approval', isOn ? true : undefined))}
        description={t({
          id: 'settings.scenario.approval.hint',
          defaultMessage: 'For calls that change something: an order, an address, a booking.',
        })}
      >
        {t({ id: 'settings.scenario.approval.switch', defaultMessage: 'Ask the visitor before each call' })}
      </Switch>
      {isAsked && (
        <Folded
          summary={t({ id: 'settings.scenario.approval.texts', defaultMessage: 'Texts of the question' })}
          isOpen={hasApprovalTexts(approval)}
        >
          <ApprovalFields
            value={approval}
            languages={languages}
            onChange={(value) => onChange(withKey(tool, 'approval', value))}
          />
        </Folded>
      )}
    </>
  );
}
