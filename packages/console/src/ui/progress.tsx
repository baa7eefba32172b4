import { ProgressBar } from 'react-aria-components';

interface ProgressProps {
  readonly label: string;
  /** 0 to 100; absent: nobody knows how long it takes. */
  readonly value?: number;
}

/** A bar along the top of what is waited for. */
export const Progress = ({ label, value }: ProgressProps) => (
  <ProgressBar
    className="ui-progress"
    aria-label={label}
    {...(value === undefined ? { isIndeterminate: true } : { value })}
  >
    {({ percentage }) => (
      <div className="ui-progress-track">
        <div
          className={`ui-progress-fill${percentage === undefined ? ' ui-progress-moving' : ''}`}
          style={percentage === undefined ? {} : { inlineSize: `${percentage}%` }}
        />
      </div>
    )}
  </ProgressBar>
);
