import type { Pages } from '@/api/usePages';
import { Button } from './Button';
import { DataTable } from './DataTable';
import { Empty, ErrorState, Loading } from './states';
import type { Column } from './tableParts';
import './pagedTable.css';

/** A list that is read page by page. */
export function PagedTable<T>({ label, pages, columns, keyOf, empty, onOpen }: {
  label: string;
  pages: Pages<T>;
  columns: readonly Column<T>[];
  keyOf: (item: T) => string;
  /** What is said when there is nothing. */
  empty: string;
  onOpen?: (item: T) => void;
}) {
  if (!pages.items) return pages.error ? <ErrorState error={pages.error} retry={pages.reload} /> : <Loading lines={6} />;
  return (
    <>
      <DataTable
        label={label}
        rows={pages.items}
        columns={columns}
        keyOf={keyOf}
        empty={<Empty title={empty} />}
        {...(onOpen && { onOpen })}
      />
      {pages.error && <ErrorState error={pages.error} retry={pages.more} />}
      {pages.hasMore && (
        <div className="table-more">
          <Button small busy={pages.loading} onClick={pages.more}>
            Older ones
          </Button>
        </div>
      )}
    </>
  );
}
