import type { ReactNode } from 'react';

/** A column of a DataTable. Define the columns outside of the component, or memoise them. */
export type Column<T> = {
  id: string;
  title: string;
  /** A track of a CSS grid with a fixed least width, so that changing values move nothing: `96px`, `minmax(140px, 1fr)`. */
  width: string;
  numeric?: boolean;
  /** Stays in sight when the table is scrolled sideways: the name of the row, or what can be done with it. */
  pin?: 'start' | 'end';
  /** Where it can be sorted by. */
  compare?: (a: T, b: T) => number;
  cell: (row: T) => ReactNode;
};

type RowProps<T> = {
  id: string;
  row: T;
  name: string;
  columns: readonly Column<T>[];
  template: string;
  index: number;
  height: number;
  active: boolean;
  /** Undefined where rows cannot be chosen. */
  chosen: boolean | undefined;
  onToggle: (row: T) => void;
  onActivate: () => void;
  onOpen: ((row: T) => void) | undefined;
};

export function Row<T>(props: RowProps<T>) {
  const { row, index, height, chosen } = props;
  return (
    <div
      id={props.id}
      className="table-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-active={props.active}
      style={{ gridTemplateColumns: props.template, height, transform: `translateY(${index * height}px)` }}
      onClick={props.onActivate}
      onDoubleClick={() => props.onOpen?.(row)}
    >
      {chosen !== undefined && (
        <span role="gridcell" className="cell">
          <input
            type="checkbox"
            aria-label={`Choose ${props.name}`}
            checked={chosen}
            onChange={() => props.onToggle(row)}
          />
        </span>
      )}
      {props.columns.map((column) => (
        <span key={column.id} role="gridcell" className={cellClass(column)}>
          {column.cell(row)}
        </span>
      ))}
    </div>
  );
}

/** The look of a cell, which its heading shares. */
export function cellClass<T>({ numeric, pin }: Column<T>): string {
  return `cell${numeric ? ' number' : ''}${pin ? ` pin-${pin}` : ''}`;
}

/** Compares texts as people order them, with numbers in them by value: bot-2 before bot-10. */
const collator = new Intl.Collator('en', { numeric: true });

export function byText<T>(text: (row: T) => string): (a: T, b: T) => number {
  return (a, b) => collator.compare(text(a), text(b));
}

/** Compares numbers, also those in decimal strings: for an order, a double is exact enough. What is missing comes first. */
export function byNumber<T>(number: (row: T) => number | string | null | undefined): (a: T, b: T) => number {
  const value = (row: T) => {
    const read = number(row);
    return read === null || read === undefined ? -Infinity : Number(read);
  };
  return (a, b) => {
    const left = value(a);
    const right = value(b);
    return left === right ? 0 : left - right;
  };
}
