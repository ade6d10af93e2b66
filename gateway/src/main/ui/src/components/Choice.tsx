import { useState } from 'react';
import type { Control } from './Field';
import './field.css';

export type Option<T extends string> = { value: T; label: string };

/** A list to choose one of. */
export function Select<T extends string>(props: {
  control?: Control;
  label?: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
}) {
  return (
    <select
      className="control"
      aria-label={props.label}
      {...props.control}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value as T)}
    >
      {props.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A few choices side by side, of which one holds. */
export function Segments<T extends string>(props: {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
}) {
  return (
    <div className="segments" role="group" aria-label={props.label}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          onClick={() => props.onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** A box to type what a list is to be filtered by; `/` jumps to it. It shows what is typed even before the value has followed. */
export function Search(props: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState<string>();
  return (
    <input
      className="control search"
      type="search"
      aria-label={props.label}
      placeholder={props.label}
      value={typed ?? props.value}
      onChange={(event) => {
        setTyped(event.target.value);
        props.onChange(event.target.value);
      }}
      onBlur={() => setTyped(undefined)}
      spellCheck={false}
    />
  );
}
