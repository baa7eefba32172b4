import { installEmbed } from './install-embed.ts';
import { scriptUrl } from './script-url.ts';

/* The script tag of Legacy: the same widget with the Legacy dialect. */
installEmbed('legacy', scriptUrl('kwjs-legacy.js'));
