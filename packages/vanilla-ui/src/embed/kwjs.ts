import { installEmbed } from './install-embed.ts';
import { scriptUrl } from './script-url.ts';

/*
 * The script tag of V2. A classic script, so that it may stand in any page; everything but the
 * launcher comes by `import()`, which needs no Trusted Types policy.
 */
installEmbed('v2', scriptUrl('kwjs.js'));
