import { customer } from './account.ts';

const rows = [
  ['Name', customer.name],
  ['E-mail', customer.email],
  ['Phone', customer.phone],
  ['Delivery address', customer.address],
] as const;

export function Profile() {
  return (
    <section className="page" aria-labelledby="profile">
      <h1 id="profile">Profile</h1>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
