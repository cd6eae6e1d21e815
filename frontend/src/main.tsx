import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import '@/app/global.css';
import { restoreSession } from '@/lib/session/store';

restoreSession();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
