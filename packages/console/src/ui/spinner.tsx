/** A decorative spinner beside a text that says what is in progress. */
export const Spinner = () => <span className="ui-spinner" aria-hidden="true" />;
