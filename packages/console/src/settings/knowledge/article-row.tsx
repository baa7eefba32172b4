import type { EndpointResponse } from '@connective-chat/contracts/admin';
import { Button } from 'react-aria-components';
import { useLocale } from '../../shell/locale/use-locale.ts';
import { Badge } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';

interface ArticleRowProps {
  readonly article: EndpointResponse<'listArticles'>['items'][number];
  readonly onOpen: () => void;
}

/** An article in the list. */
export function ArticleRow({ article, onOpen }: ArticleRowProps) {
  const words = useSettingsWords().knowledge;
  const count = new Intl.NumberFormat(useLocale()).format(article.length);
  return (
    <li>
      <Button className="row" onPress={onOpen}>
        <span className="row-text" lang={article.language} dir="auto">
          <strong>{article.title}</strong>
          <span className="row-meta">{words.length(count)}</span>
        </span>
        <span className="row-end">
          <Badge>{article.language}</Badge>
        </span>
      </Button>
    </li>
  );
}
