/** That something is under way, beside words that say what. */
export const Spinner = () => <span className="ui-spinner" aria-hidden="true" />;
