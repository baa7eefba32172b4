import { Progress } from './progress.tsx';

const WIDTHS = ['40%', '85%', '70%', '92%', '60%', '78%'];

/** A placeholder for content that is loading, to avoid a layout shift. */
export const Skeleton = ({ lines = 4, label }: { readonly lines?: number; readonly label: string }) => (
  <div className="ui-skeleton">
    <Progress label={label} />
    {WIDTHS.slice(0, lines).map((inlineSize) => (
      <span key={inlineSize} style={{ inlineSize }} aria-hidden="true" />
    ))}
  </div>
);
