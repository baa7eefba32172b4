import './machine-chart.css';

// The fonts of the system: the theme's own are another 300 kB.
export { default } from 'vitepress/theme-without-fonts';
