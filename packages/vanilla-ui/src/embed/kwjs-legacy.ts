import { installEmbed } from './install-embed.ts';
import { scriptUrl } from './script-url.ts';

/* The script tag of Legacy: the same widget, another dialect. */
installEmbed('legacy', scriptUrl('kwjs-legacy.js'));
