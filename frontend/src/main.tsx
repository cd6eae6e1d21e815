import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import '@/app/global.css';
import { speak, wantedLanguage } from '@/lib/i18n';
import { watchForms } from '@/lib/pwa/busy';
import { watchInstall } from '@/lib/pwa/install';
import { startWorker } from '@/lib/pwa/update';
import { restoreSession } from '@/lib/session/store';
import { colourBar } from '@/lib/theme';

restoreSession();
const root = document.getElementById('root');
// Words that cannot be loaded are no reason to show nothing: English is always there.
const spoken = speak(wantedLanguage()).catch(() => undefined);
if (root) void spoken.then(() => createRoot(root).render(<App />));

colourBar();
watchForms();
watchInstall();
if (import.meta.env.PROD) void startWorker().catch(() => undefined); // without it the app works, with a network
