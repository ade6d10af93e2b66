import type { ReactNode } from 'react';
import type { ProblemError } from '@/api/http';
import type { Loaded } from '@/api/useLoad';
import { Button } from './Button';
import './states.css';

/** Takes the place of what is being read, with about its height, so that nothing moves when it comes. */
export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div className="loading" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="loading-line" />
      ))}
    </div>
  );
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {children && <p className="muted">{children}</p>}
      {action}
    </div>
  );
}

/** Says what went wrong in the gateway's own words. */
export function ErrorState({ error, retry }: { error: ProblemError; retry?: () => void }) {
  return (
    <div className="state" role="alert">
      <p className="state-title">{error.problem.title}</p>
      <p className="muted">{error.message}</p>
      {retry && <Button onClick={retry}>Try again</Button>}
    </div>
  );
}

/** Shows what was loaded, or that it is loading, or why it failed. What is there stays while it is read again. */
export function Shown<T>({ of, lines, children }: { of: Loaded<T>; lines?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <ErrorState error={of.error} retry={of.reload} />;
  return <Loading {...(lines === undefined ? {} : { lines })} />;
}
