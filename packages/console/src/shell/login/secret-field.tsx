import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useIntl } from 'react-intl';
import { IconButton, TextField } from '../../ui/index.ts';

/** A password field with a button to show the text, because long passwords are easily mistyped. */
export function SecretField(props: ComponentProps<typeof TextField>) {
  const { formatMessage: t } = useIntl();
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      isCode={false}
      type={isShown ? 'text' : 'password'}
      suffix={
        <div className="login-eye">
          <IconButton
            size="small"
            label={
              isShown
                ? t({ id: 'shell.login.hide', defaultMessage: 'Hide the password' })
                : t({ id: 'shell.login.show', defaultMessage: 'Show the password' })
            }
            icon={isShown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
            onPress={() => setShown(!isShown)}
          />
        </div>
      }
    />
  );
}
