import type { BotDetail, EndpointRequest } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { LeaveDialog } from '../../shell/leave-dialog.tsx';
import { QueryResult } from '../../shell/query-result.tsx';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf, useApiQuery } from '../../shell/session/use-api-query.ts';
import { Button, Callout, Dialog, TextField } from '../../ui/index.ts';
import { sameJson } from '../same-json.ts';

type ArticleInput = EndpointRequest<'saveArticle'>;

interface ArticleDialogProps {
  readonly bot: BotDetail;
  /** Null for a new article. */
  readonly id: string | null;
  readonly onClose: () => void;
}

/** Edits or creates an article. */
export function ArticleDialog({ bot, id, onClose }: ArticleDialogProps) {
  if (id !== null) return <KnownArticle bot={bot} id={id} onClose={onClose} />;
  const empty = { language: bot.settings.languages[0] ?? 'en', title: '', body: '' };
  return <ArticleForm bot={bot} id={null} article={empty} onClose={onClose} />;
}

function KnownArticle({ bot, id, onClose }: ArticleDialogProps & { readonly id: string }) {
  const query = useApiQuery('getArticle', { bot: bot.id, article: id });
  return (
    <QueryResult query={query}>
      {({ article: { id: _, ...article } }) => <ArticleForm bot={bot} id={id} article={article} onClose={onClose} />}
    </QueryResult>
  );
}

/** An id made from a title: readable in the audit log, and not in use by another article. */
const idOf = (title: string) =>
  `${
    title
      .toLowerCase()
      .replace(/[^a-z\d]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'article'
  }-${Date.now().toString(36)}`;

function ArticleForm({ bot, id, article: first, onClose }: ArticleDialogProps & { readonly article: ArticleInput }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [article, setArticle] = useState(first);
  const [asksToLeave, setAsksToLeave] = useState(false);
  const leave = () => (sameJson(article, first) ? onClose() : setAsksToLeave(true));
  const change = (part: Partial<ArticleInput>) => setArticle({ ...article, ...part });
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: queryKeyOf('listArticles') });
    if (id) queries.removeQueries({ queryKey: queryKeyOf('getArticle', { bot: bot.id, article: id }) });
    onClose();
  };
  const save = useMutation({
    mutationFn: () =>
      callApi('saveArticle', { parts: { bot: bot.id, article: id ?? idOf(article.title) }, request: article }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => callApi('deleteArticle', { parts: { bot: bot.id, article: id ?? '' } }),
    onSuccess,
  });
  const error = save.error ?? remove.error;
  return (
    <Dialog
      title={
        id
          ? t({ id: 'settings.knowledge.edit', defaultMessage: 'Edit article' })
          : t({ id: 'settings.knowledge.add', defaultMessage: 'New article' })
      }
      isAlert
      isOpen
      onClose={leave}
      actions={
        <>
          {id && (
            <Button variant="ghost" isPending={remove.isPending} onPress={() => remove.mutate()}>
              {t({ id: 'settings.delete', defaultMessage: 'Delete' })}
            </Button>
          )}
          <Button onPress={leave}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="primary"
            isDisabled={!article.title.trim() || !article.body.trim()}
            isPending={save.isPending}
            onPress={() => save.mutate()}
          >
            {t({ id: 'settings.save', defaultMessage: 'Save' })}
          </Button>
        </>
      }
    >
      {error && <Callout kind="error">{errorText(error)}</Callout>}
      <TextField
        label={t({ id: 'settings.knowledge.articleTitle', defaultMessage: 'Title' })}
        autoFocus
        value={article.title}
        onChange={(title) => change({ title })}
        maxLength={300}
      />
      <TextField
        label={t({ id: 'settings.knowledge.body', defaultMessage: 'Text' })}
        rows={8}
        value={article.body}
        onChange={(body) => change({ body })}
      />
      <TextField
        label={t({ id: 'settings.knowledge.language', defaultMessage: 'Language' })}
        isCode
        value={article.language}
        onChange={(language) => change({ language })}
        maxLength={35}
      />
      <TextField
        label={t({ id: 'settings.knowledge.url', defaultMessage: 'Source' })}
        description={t({ id: 'settings.knowledge.urlHint', defaultMessage: 'Where operators find the original.' })}
        isCode
        value={article.url ?? ''}
        onChange={(url) => change({ url: url || undefined })}
      />
      <LeaveDialog isOpen={asksToLeave} onStay={() => setAsksToLeave(false)} onLeave={onClose} />
    </Dialog>
  );
}
