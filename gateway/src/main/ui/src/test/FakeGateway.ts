import type { FieldProblem } from '@/api/http';
import type { Schemas } from '@/api/types';

export type Asked = { method: string; path: string; query: URLSearchParams; headers: Headers; body: unknown };

type Answer = (asked: Asked) => Response | Promise<Response>;

/** Answers what the page asks, as a test says; what no test thought of is a 404. */
export class FakeGateway {
  readonly asked: Asked[] = [];
  private readonly answers = new Map<string, Answer>();

  constructor(session: Partial<Schemas['Session']> | null = {}) {
    const signedIn = { name: 'tests', role: 'admin', csrf: 'c-1', expiresAt: null, ...session };
    this.on('GET /session', () => (session ? json(signedIn) : problem(401, 'A token is needed.')));
  }

  /** @param route method and path below /api/v1, as in `GET /bots/a` */
  on(route: string, answer: Answer): this {
    this.answers.set(route, answer);
    return this;
  }

  /** What was sent that changes something. */
  get changes(): Asked[] {
    return this.asked.filter(({ method }) => method !== 'GET');
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input.toString(), 'http://localhost');
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    const asked: Asked = {
      method: init?.method ?? 'GET',
      path: url.pathname.replace('/api/v1', ''),
      query: url.searchParams,
      headers: new Headers(init?.headers),
      body,
    };
    this.asked.push(asked);
    await Promise.resolve();
    const answer = this.answers.get(`${asked.method} ${asked.path}`);
    return answer ? answer(asked) : problem(404, `There is nothing at ${asked.path}.`);
  };
}

export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

export function page(items: readonly unknown[], next: string | null = null): Response {
  return json({ items, next });
}

export function problem(status: number, detail: string, errors: FieldProblem[] = []): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title: `Problem ${status}`, status, detail, errors }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}
