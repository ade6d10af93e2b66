import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { rowHeight, useWindow } from './useWindow';
import { cellClass, Row, type Column } from './tableParts';
import './table.css';

export type Sort = { column: string; descending: boolean };

/** Which rows are chosen, by key. */
export type Selection = { chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void };

type DataTableProps<T> = {
  /** What the rows are, for readers of the screen. */
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  initialSort?: Sort;
  /** Called for Enter and for a double click. */
  onOpen?: (row: T) => void;
  selection?: Selection;
  /** Shown when there are no rows. */
  empty: ReactNode;
  /** `fill` takes what is left of the window, `short` a part of it. */
  size?: 'fill' | 'short';
};

/** A table of any number of rows: only those that can be seen are in the document. Sortable; works with the keyboard alone. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { rows, columns, keyOf, selection, onOpen } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [height] = useState(rowHeight);
  const [sort, setSort] = useState(props.initialSort);
  const [active, setActive] = useState<string>();
  const sorted = useMemo(() => sortedRows(rows, columns, sort), [rows, columns, sort]);
  const [first, last] = useWindow(scroller, sorted.length, height);
  const template = `${selection ? '36px ' : ''}${columns.map((column) => column.width).join(' ')}`;
  const minWidth = leastWidth(template);
  const index = active === undefined ? -1 : sorted.findIndex((row) => keyOf(row) === active);

  const toggle = (row: T) => {
    if (selection) selection.onChange(toggled(selection.chosen, keyOf(row)));
  };
  const move = (to: number) => {
    const target = Math.max(0, Math.min(to, sorted.length - 1));
    const row = sorted[target];
    if (row === undefined) return;
    setActive(keyOf(row));
    reveal(scroller.current, target * height, height);
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = sorted[index];
    const step = STEPS[event.key];
    if (step !== undefined) move(step === 'start' ? 0 : step === 'end' ? sorted.length - 1 : index + step);
    else if (event.key === 'Enter' && row !== undefined && onOpen) onOpen(row);
    else if ((event.key === 'x' || event.key === ' ') && row !== undefined && selection) toggle(row);
    else return;
    event.preventDefault();
  };
  const allChosen = selection !== undefined && sorted.length > 0 && sorted.every((row) => selection.chosen.has(keyOf(row)));

  return (
    <div className={`table ${props.size ?? 'short'}${selection ? ' choosing' : ''}`}>
      <div
        ref={scroller}
        className="table-scroller"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={sorted.length + 1}
        aria-multiselectable={selection !== undefined}
        aria-activedescendant={index < first || index >= last ? undefined : `${id}-${index}`}
        onKeyDown={press}
      >
        <div className="table-row table-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template, minWidth }}>
          {selection && (
            <span role="columnheader" className="cell">
              <input
                type="checkbox"
                aria-label="Choose all rows"
                checked={allChosen}
                onChange={() => selection.onChange(allChosen ? new Set() : new Set(sorted.map(keyOf)))}
              />
            </span>
          )}
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={sort} onSort={setSort} />
          ))}
        </div>
        {sorted.length === 0 && <div className="table-empty">{props.empty}</div>}
        <div className="table-body" role="rowgroup" style={{ height: sorted.length * height, minWidth }}>
          {sorted.slice(first, last).map((row, offset) => (
            <Row
              key={keyOf(row)}
              id={`${id}-${first + offset}`}
              row={row}
              name={keyOf(row)}
              columns={columns}
              template={template}
              index={first + offset}
              height={height}
              active={first + offset === index}
              chosen={selection?.chosen.has(keyOf(row))}
              onToggle={toggle}
              onActivate={() => setActive(keyOf(row))}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const PAGE = 12;
const STEPS: Record<string, number | 'start' | 'end' | undefined> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: 'start',
  End: 'end',
};

function Head<T>({ column, sort, onSort }: { column: Column<T>; sort: Sort | undefined; onSort: (sort: Sort) => void }) {
  const className = cellClass(column);
  if (!column.compare) {
    return (
      <span role="columnheader" className={className}>
        {column.title}
      </span>
    );
  }
  const sorted = sort?.column === column.id;
  const direction = sort?.descending ? 'descending' : 'ascending';
  return (
    <span role="columnheader" className={className} aria-sort={sorted ? direction : 'none'}>
      <button type="button" onClick={() => onSort({ column: column.id, descending: sorted ? !sort.descending : false })}>
        {column.title}
        <span className="table-arrow" aria-hidden="true">
          {sorted ? (sort.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </span>
  );
}

/** Sorts stably; rows that compare equal keep their order, and the given rows are left alone. */
export function sortedRows<T>(rows: readonly T[], columns: readonly Column<T>[], sort: Sort | undefined): readonly T[] {
  const compare = columns.find((column) => column.id === sort?.column)?.compare;
  if (!compare || !sort) return rows;
  return rows.toSorted(sort.descending ? (a, b) => compare(b, a) : compare);
}

/** The sum of what the tracks need at least: below that the table scrolls sideways. */
function leastWidth(template: string): number {
  return Array.from(template.matchAll(/(\d+)px/g)).reduce((sum, match) => sum + Number(match[1]), 0);
}

function toggled(chosen: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(key)) next.add(key);
  return next;
}

function reveal(scroller: HTMLElement | null, top: number, height: number): void {
  if (!scroller) return;
  // The head stays over the rows and hides one of them.
  const bottom = top + 2 * height;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
}
