import type { ReactNode } from 'react';
import type { Pages } from '@/api/usePages';
import { Button } from './Button';
import { Panel } from './Page';
import { Shown } from './states';

type PagesPanelProps<T> = {
  title: string;
  actions?: ReactNode;
  pages: Pages<T>;
  children: (items: readonly T[]) => ReactNode;
};

/** A part of a page with a list that is read page by page. */
export function PagesPanel<T>({ title, actions, pages, children }: PagesPanelProps<T>) {
  return (
    <Panel title={title} actions={actions} flush>
      <Shown of={{ ...pages, data: pages.items }} lines={5}>
        {(items) => (
          <>
            {children(items)}
            <Foot pages={pages} />
          </>
        )}
      </Shown>
    </Panel>
  );
}

/** Reads on in a list that goes on, and tells when reading failed. */
function Foot<T>({ pages }: { pages: Pages<T> }) {
  if (!pages.hasMore && !pages.error) return null;
  return (
    <div className="pages-foot">
      {pages.error && (
        <span className="loss" role="alert">
          {pages.error.message}
        </span>
      )}
      <Button small kind="quiet" busy={pages.loading} onClick={pages.hasMore ? pages.more : pages.reload}>
        {pages.hasMore ? 'Show older ones' : 'Try again'}
      </Button>
    </div>
  );
}
