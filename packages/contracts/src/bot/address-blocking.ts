import * as z from 'zod/mini';
import { coded } from '../problem/index.ts';

const addressSchema = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: coded('ip-address'),
});

/** The addresses whose visitors are refused, and the texts that they see. */
export const blockingSchema = z.strictObject({
  /** Single addresses and ranges (CIDR), of IPv4 and IPv6. */
  addresses: z._default(z.array(addressSchema).check(z.maxLength(1000)), []),
  /** By language; where one is missing or blank, the text is that of `DEFAULT_BLOCKED_TEXTS`. */
  texts: z._default(z.record(z.string().check(z.maxLength(35)), z.string().check(z.maxLength(500))), {}),
});
/** The addresses whose visitors are refused, and the texts that they see. */
export type Blocking = z.infer<typeof blockingSchema>;

/** The text for visitors of a blocked address, unless the settings have one. */
export const DEFAULT_BLOCKED_TEXTS: Readonly<Record<'en' | 'uk' | 'ru', string>> = {
  en: 'This chat is not available from your address.',
  uk: 'Цей чат недоступний з вашої адреси.',
  ru: 'Этот чат недоступен с вашего адреса.',
};
