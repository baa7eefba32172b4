import { Download } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { Button, toast } from '../../ui/index.ts';
import { loadAllRatings } from './load-all-ratings.ts';
import { toCsv } from './to-csv.ts';
import type { RatingRequest } from './use-rating-filter.ts';

/** The names of the columns are not translated, because programs read them. */
const COLUMNS = ['at', 'bot', 'conversation', 'message', 'value', 'reason', 'question', 'answer'] as const;

function save(csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'feedback.csv';
  link.click();
  URL.revokeObjectURL(url);
}

/** Saves all ratings that match the filter as a CSV file. */
export function CsvButton({ request }: { readonly request: RatingRequest }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const [isPending, setPending] = useState(false);
  const onPress = async () => {
    setPending(true);
    try {
      const rows = (await loadAllRatings(request)).map((rating) => [
        rating.at,
        rating.botId,
        rating.conversation,
        rating.message,
        rating.value,
        rating.reason ?? '',
        rating.question,
        rating.answer,
      ]);
      save(toCsv([COLUMNS, ...rows]));
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Button icon={<Download size={16} aria-hidden />} isPending={isPending} onPress={onPress}>
      {t({ id: 'settings.feedback.csv', defaultMessage: 'Save as CSV' })}
    </Button>
  );
}
