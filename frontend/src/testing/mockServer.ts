import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin, ViteDevServer } from 'vite';

type FakeModules = {
  api: typeof import('./fakeApi');
  demo: typeof import('./demo');
  things: typeof import('./demoThings');
  told: typeof import('./demoTold');
};

const DELAY_MS = 150; // slow enough to see the skeletons

async function bodyOf(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? Buffer.concat(chunks).toString() : null;
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const headers = new Headers(
    Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const init = { method: incoming.method ?? 'GET', headers, body: await bodyOf(incoming) };
  const response = await handle(new Request(`http://localhost${incoming.url ?? ''}`, init));
  await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

async function newFake(server: ViteDevServer) {
  const load = <Key extends keyof FakeModules>(file: string) =>
    server.ssrLoadModule(file) as Promise<FakeModules[Key]>;
  const { FakeApi } = await load<'api'>('/src/testing/fakeApi.ts');
  const { demoStore } = await load<'demo'>('/src/testing/demo.ts');
  const { addDemoThings } = await load<'things'>('/src/testing/demoThings.ts');
  const today = new Date().toISOString().slice(0, 10);
  const fake = new FakeApi(demoStore(today));
  addDemoThings(fake, today);
  const { tellDemo } = await load<'told'>('/src/testing/demoTold.ts');
  tellDemo(fake);
  fake.auth.elsewhere = { apple: 'address-not-proven', google: '' };
  return fake;
}

function serve(middlewares: Connect.Server, fake: ReturnType<typeof newFake>): void {
  middlewares.use((incoming, outgoing, next) => {
    if (!incoming.url?.startsWith('/v1/')) {
      next();
      return;
    }
    void fake.then(({ handle }) => answer(handle, incoming, outgoing)).catch(next);
  });
}

/** Vite's preview of what was built runs no code of ours by itself. */
async function loader(): Promise<ViteDevServer> {
  const { createServer } = await import('vite');
  return createServer({
    mode: 'mock',
    server: { middlewareMode: true, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
}

/**
 * `npm run mock`: the app against an in-memory API; `npm run mock:built`: the same of what was built, with its service
 * worker. Log in as ada@example.org, "correct horse battery"; the code is 123456.
 */
export function mockApiPlugin(): Plugin {
  return {
    name: 'daybook-mock-api',
    configureServer: (server) => serve(server.middlewares, newFake(server)),
    configurePreviewServer: ({ middlewares }) => serve(middlewares, loader().then(newFake)),
  };
}
