import { noteServerDate } from '@/lib/time/clock';
import { NetworkError } from './errors';

/** `fetch` that tells "not reached" apart from "answered no", and keeps our clock right. */
export async function send(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new NetworkError(error);
  }
  noteServerDate(response.headers.get('Date'));
  return response;
}
