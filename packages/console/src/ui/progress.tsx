import { ProgressBar } from 'react-aria-components';

interface ProgressProps {
  readonly label: string;
  /** 0 to 100. Absent: indeterminate. */
  readonly value?: number;
}

/** A progress bar along the top of the pending content. */
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
