import lamp from '../../shared/lamp.svg';
import { formatPrice, product } from '../../shared/product.ts';

/** An ordinary shop page that does not depend on the chat. */
export function Shop() {
  return (
    <div className="shop">
      <header className="shop-bar">
        <a className="shop-name" href="./">
          Lumen
        </a>
        <nav aria-label="Shop">
          <ul className="shop-links">
            <li>
              <a href="./" aria-current="page">
                Lamps
              </a>
            </li>
            <li>
              <a href="./">Delivery</a>
            </li>
            <li>
              <a href="./">Basket</a>
            </li>
          </ul>
        </nav>
      </header>
      <main className="product">
        <img className="product-image" src={lamp} width="800" height="640" alt="A round lamp glowing on a desk" />
        <div>
          <h1>{product.name}</h1>
          <p className="product-tagline">{product.tagline}</p>
          <p className="product-price">{formatPrice(product.price)}</p>
          <div className="product-actions">
            <button type="button" className="button button-primary">
              Add to basket
            </button>
            <button type="button" className="button">
              Save for later
            </button>
          </div>
          <dl className="product-facts">
            {product.facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      </main>
    </div>
  );
}
