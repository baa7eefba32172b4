import type { EndpointResponse } from '@connective-chat/contracts/admin';
import { Button } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { Badge } from '../../ui/index.ts';

interface ArticleRowProps {
  readonly article: EndpointResponse<'listArticles'>['items'][number];
  readonly onOpen: () => void;
}

/** An article in the list. */
export function ArticleRow({ article, onOpen }: ArticleRowProps) {
  const { formatMessage: t } = useIntl();
  return (
    <li>
      <Button className="row" onPress={onOpen}>
        <span className="row-text" lang={article.language} dir="auto">
          <strong>{article.title}</strong>
          <span className="row-meta">
            {t(
              {
                id: 'settings.knowledge.length',
                defaultMessage: '{count, plural, one {# character} other {# characters}}',
              },
              { count: article.length },
            )}
          </span>
        </span>
        <span className="row-end">
          <Badge>{article.language}</Badge>
        </span>
      </Button>
    </li>
  );
}
