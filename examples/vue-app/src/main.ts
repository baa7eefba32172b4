import '../../shared/theme.css';
import '../../shared/shop.css';
import '../../shared/chat.css';
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#app');
