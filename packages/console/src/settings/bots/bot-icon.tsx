/** The picture of a bot, or the first letter of its name. */
export const BotIcon = ({ icon, title }: { readonly icon: string | null; readonly title: string }) => (
  <span className="bot-icon" aria-hidden="true">
    {icon ? <img src={icon} alt="" /> : ([...title][0] ?? '?').toUpperCase()}
  </span>
);
