import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { IconButton, TextField } from '../../ui/index.ts';
import { useShellWords } from '../words/use-shell-words.ts';

/** A password: hidden, and shown to who asks, because a long one is easily mistyped. */
export function SecretField(props: ComponentProps<typeof TextField>) {
  const words = useShellWords();
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
            label={isShown ? words.login.hide : words.login.show}
            icon={isShown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
            onPress={() => setShown(!isShown)}
          />
        </div>
      }
    />
  );
}
