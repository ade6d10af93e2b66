/** One thing that is wrong with a request, as the gateway tells it (RFC 9457 with fields). */
export type FieldProblem = { field: string; detail: string; line?: number; column?: number };

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldProblem[];
};

/** A request that was not answered with what was asked for. `status` is 0 when nothing answered. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The fields that are wrong, by name; a field that is wrong twice says both. */
  get fields(): Map<string, string> {
    const fields = new Map<string, string>();
    for (const error of this.problem.errors ?? []) {
      const text = error.line ? `line ${error.line}, column ${error.column ?? 1}: ${error.detail}` : error.detail;
      const known = fields.get(error.field);
      fields.set(error.field, known ? `${known}; ${text}` : text);
    }
    return fields;
  }
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined | null>;

export type RequestOptions = {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** Longer than the gateway waits for its services, so that its own reason arrives. */
const TIMEOUT_MILLIS = 15_000;

let csrf = '';
const signedOutListeners = new Set<() => void>();

/** Sets what proves to the gateway that a change comes from this page. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

/** Calls the listener whenever an answer says that nobody is signed in; returns how to stop that. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

function withQuery(path: string, query: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    const text = typeof value === 'object' ? value.join(',') : String(value);
    if (text) parts.set(name, text);
  }
  const text = parts.toString();
  return text ? `${path}?${text}` : path;
}

function unanswered(cause: unknown): ProblemError {
  const late = cause instanceof DOMException && cause.name === 'TimeoutError';
  return new ProblemError({
    type: 'about:blank',
    title: late ? 'No answer in time' : 'Not reachable',
    status: 0,
    detail: late
      ? 'Tickmesh did not answer in time. Whether it was done is unknown.'
      : 'Tickmesh cannot be reached. Is it running?',
  });
}

async function problemOf(response: Response): Promise<ProblemError> {
  const fallback: Problem = {
    type: 'about:blank',
    title: response.statusText || 'Error',
    status: response.status,
    detail: `The answer was ${response.status} ${response.statusText}`.trim() + '.',
  };
  try {
    return new ProblemError({ ...fallback, ...((await response.json()) as Partial<Problem>) });
  } catch {
    return new ProblemError(fallback);
  }
}

/**
 * Sends a request to the gateway. A failure of any kind is a ProblemError; only an abort by the caller's own signal stays the
 * AbortError that it is.
 */
export async function send(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MILLIS);
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrf) headers['x-csrf-token'] = csrf;
  let response: Response;
  try {
    response = await fetch(withQuery(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw unanswered(cause);
  }
  if (response.ok) return response;
  if (response.status === 401) for (const listener of signedOutListeners) listener();
  throw await problemOf(response);
}
