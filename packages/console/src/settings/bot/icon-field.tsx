import type { BotDetail, EndpointResponse } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ImageUp, Trash2 } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { Button, IconButton, toast } from '../../ui/index.ts';

const KINDS = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** The icon that operators see. It is uploaded at once, independent of the form. */
export function IconField({ bot }: { readonly bot: BotDetail }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const parts = { bot: bot.id };
  const take = (answer: EndpointResponse<'getBot'>) => {
    queries.setQueryData(queryKeyOf('getBot', parts), answer);
    void queries.invalidateQueries({ queryKey: queryKeyOf('listBots') });
  };
  const onError = (error: unknown) => toast.error(errorText(error));
  const upload = useMutation({
    mutationFn: (file: File) => callApi('saveIcon', { parts, bytes: file }),
    onSuccess: (answer) => {
      take(answer);
      toast.success(t({ id: 'settings.widget.iconSaved', defaultMessage: 'The icon is saved' }));
    },
    onError,
  });
  const remove = useMutation({ mutationFn: () => callApi('deleteIcon', { parts }), onSuccess: take, onError });
  return (
    <fieldset className="ui-field">
      <legend className="ui-label">{t({ id: 'settings.widget.icon', defaultMessage: 'Icon' })}</legend>
      <div className="icon-field">
        <span className="bot-icon bot-icon-large">
          {bot.icon ? (
            <img src={bot.icon} alt={t({ id: 'settings.widget.iconAlt', defaultMessage: 'The icon of this bot' })} />
          ) : (
            <ImageUp size={20} aria-hidden />
          )}
        </span>
        <FileTrigger
          acceptedFileTypes={KINDS}
          onSelect={(files) => {
            const [file] = files ?? [];
            if (file) upload.mutate(file);
          }}
        >
          <Button isPending={upload.isPending}>
            {bot.icon
              ? t({ id: 'settings.widget.iconReplace', defaultMessage: 'Replace' })
              : t({ id: 'settings.widget.iconChoose', defaultMessage: 'Upload an icon' })}
          </Button>
        </FileTrigger>
        {bot.icon && (
          <IconButton
            label={t({ id: 'settings.widget.iconDelete', defaultMessage: 'Remove the icon' })}
            icon={<Trash2 size={16} aria-hidden />}
            isPending={remove.isPending}
            onPress={() => remove.mutate()}
          />
        )}
      </div>
      <p className="ui-description">
        {t({
          id: 'settings.widget.iconHint',
          defaultMessage:
            'What operators see beside the bot, and visitors, unless it has an avatar. PNG, JPEG, WebP or GIF, 256 KB at most.',
        })}
      </p>
    </fieldset>
  );
}
