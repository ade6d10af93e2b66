import { Component, type ReactNode } from 'react';
import { Button } from './Button';

type State = { failure: Error | undefined };

/** Keeps a bug of one page to that page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(failure: unknown): State {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <div className="state" role="alert">
        <p className="state-title">This page has failed</p>
        <p className="muted">{failure.message}</p>
        <Button onClick={() => location.reload()}>Load again</Button>
      </div>
    );
  }
}
