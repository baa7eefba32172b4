import { installEmbed } from './install-embed.ts';
import { scriptUrl } from './script-url.ts';

/*
 * The script tag of V2: a classic script, which any page can have. All but the launcher is loaded by `import()`, which
 * needs no Trusted Types policy.
 */
installEmbed('v2', scriptUrl('kwjs.js'));
