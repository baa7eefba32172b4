import lamp from '../../shared/lamp.svg';
import { formatPrice } from '../../shared/product.ts';
import { formatDate, type Order, orders } from './account.ts';

export function Orders({ onAsk }: { onAsk: (order: Order) => void }) {
  return (
    <section className="page" aria-labelledby="orders">
      <h1 id="orders">Orders</h1>
      <ul className="orders">
        {orders.map((order) => (
          <li key={order.id}>
            <img src={lamp} alt="" width="80" height="64" />
            <div className="order-words">
              <h2>{order.item}</h2>
              <p>
                {order.id} · {formatDate(order.date)} · {formatPrice(order.price)}
              </p>
              <p className="status" data-open={order.status === 'On its way'}>
                {order.status}
              </p>
            </div>
            <button type="button" className="action" onClick={() => onAsk(order)}>
              Ask about it<span className="visually-hidden">, order {order.id}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
