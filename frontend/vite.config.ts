import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import type { PluginOption } from 'vite';
import { messageCatalogues } from './build/messages.ts';
import { firstChunk } from './build/firstChunk.ts';
import { serviceWorker } from './build/serviceWorker.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Address of the running local cloud (`make up`), so that `npm run dev` talks to the real API. */
function localCloud(): string | undefined {
  const file = here(`../${process.env['DAYBOOK_LOCAL_DIR'] ?? '.local'}/endpoints.json`);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { app_url: string }).app_url;
}

async function mockApi(): Promise<PluginOption> {
  const { mockApiPlugin } = await import('./src/testing/mockServer.ts');
  return mockApiPlugin();
}

function proxy() {
  const target = localCloud();
  if (!target) return undefined;
  // The Origin header has to name the host that the login function sees (it refuses cross-site cookie calls).
  return { '/v1': { target, changeOrigin: true, headers: { origin: new URL(target).origin } } };
}

export default defineConfig(async ({ mode }) => {
  const routes = mode === 'mock' || mode === 'test' ? undefined : proxy();
  return {
    plugins: [react(), messageCatalogues(), serviceWorker(), mode === 'mock' ? await mockApi() : null],
    resolve: { alias: { '@': here('./src') } },
    build: {
      // A data: URI would be refused by no policy of ours, but hashed files cache better.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: true, // read by `npm run size` and not uploaded
      reportCompressedSize: false,
      rolldownOptions: { output: { codeSplitting: { groups: [firstChunk(here('./src/main.tsx'))] } } },
    },
    server: { host: '127.0.0.1', ...(routes ? { proxy: routes } : {}) },
    test: {
      environment: 'jsdom',
      setupFiles: ['./src/testing/setup.ts'],
      css: { modules: { classNameStrategy: 'non-scoped' as const } },
      restoreMocks: true,
      testTimeout: 60_000,
      maxWorkers: '100%', // vitest leaves one core idle otherwise, which is half of a small machine
    },
  };
});
