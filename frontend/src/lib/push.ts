import { call } from '@/lib/api/call';
import type { PushDevice, PushKey } from '@/lib/api/types';
import { deviceId } from '@/lib/device';
import { endPush, pushWorker, subscription } from '@/lib/pwa/subscription';

/** Whether this device shows what the person is told. */
export const isPushed = async (): Promise<boolean> => (await subscription()) !== null;

const place = () => `/notifications/devices/${deviceId()}`;

/** Asks for the browser's leave, which must be at a tap; false when the person does not give it. */
export async function startPush(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const worker = await pushWorker();
  if (!worker) return false;
  const { key } = await call<PushKey>('GET', '/notifications/push-key');
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint = '', keys = {} } = made.toJSON();
  const device: PushDevice = { endpoint, p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '' };
  try {
    await call('PUT', place(), device);
  } catch (error) {
    await made.unsubscribe(); // nobody would ever send to it
    throw error;
  }
  return true;
}

export async function stopPush(): Promise<void> {
  await endPush();
  await call('DELETE', place());
}
