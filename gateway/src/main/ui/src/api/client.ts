import { send, type RequestOptions } from './http';

/** Reads JSON below /api/v1. */
export async function get<T>(path: string, options?: RequestOptions): Promise<T> {
  const response = await send('GET', `/api/v1${path}`, options);
  return (await response.json()) as T;
}

/** Sends a change below /api/v1 and reads the JSON answer; undefined where there is none. */
export async function change<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  options?: RequestOptions,
): Promise<T> {
  const response = await send(method, `/api/v1${path}`, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
