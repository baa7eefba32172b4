import './file-name.css';
import './home.css';
import './machine-chart.css';

// The fonts of the system: the theme's own are another 300 kB.
import theme from 'vitepress/theme-without-fonts';
import LiveExample from './live-example.vue';
import ThemeEditor from './theme-editor.vue';

export default {
  extends: theme,
  enhanceApp({ app }) {
    app.component('LiveExample', LiveExample);
    app.component('ThemeEditor', ThemeEditor);
  },
};
