import { product } from '../../shared/product.ts';

/** The customer and their orders. */
export const customer = {
  name: 'Olena Kovalenko',
  email: 'olena@example.com',
  phone: '+380 44 000 00 00',
  address: 'Zelena Street 12, Lviv',
} as const;

export interface Order {
  readonly id: string;
  readonly date: string;
  readonly status: 'On its way' | 'Delivered';
  readonly item: string;
  readonly price: number;
}

export const orders: readonly Order[] = [
  { id: 'HL-12345', date: '2026-03-02', status: 'On its way', item: product.name, price: product.price },
  { id: 'HL-11807', date: '2025-11-18', status: 'Delivered', item: 'Halo Clip', price: 59 },
  { id: 'HL-10422', date: '2025-06-30', status: 'Delivered', item: 'Halo Wide', price: 129 },
];

const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' });
export const formatDate = (at: string) => date.format(new Date(at));
