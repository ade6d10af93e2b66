import { useEffect, type ReactNode } from 'react';
import './page.css';

type PageProps = {
  title: string;
  /** Instead of the title, where it is more than a text. */
  heading?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

/** A page with its heading and what can be done on it; it names the tab. */
export function Page({ title, heading, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Tickmesh`;
  }, [title]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{heading ?? title}</h1>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

type PanelProps = { title: string; actions?: ReactNode; flush?: boolean; children: ReactNode };

/** A part of a page. `flush` lets a table reach its edges. */
export function Panel({ title, actions, flush, children }: PanelProps) {
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        {actions && <div className="actions">{actions}</div>}
      </div>
      <div className={flush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  );
}

/** A figure with its name; `detail` keeps its place when it is empty. */
export function Stat({ name, value, detail }: { name: string; value: ReactNode; detail?: ReactNode }) {
  return (
    <div className="stat">
      <dt>{name}</dt>
      <dd className="stat-value">{value}</dd>
      <dd className="stat-detail">{detail ?? '\u00a0'}</dd>
    </div>
  );
}

/** Names and values below each other. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
