import { Button } from '@/components/Button';
import { Search, Select } from '@/components/Choice';
import { type Severity, TOLD_TYPES, type ToldType } from '@/live';
import { nameOf } from './describe';
import { EVERYTHING, type EventFilter } from './filter';

const SEVERITIES: { value: Severity; label: string }[] = [
  { value: 'INFO', label: 'All severities' },
  { value: 'WARNING', label: 'Warnings and worse' },
  { value: 'CRITICAL', label: 'Critical only' },
];

/** Narrows the list by bot, symbol, severity and types. */
export function EventFilters({ filter, onChange }: { filter: EventFilter; onChange: (filter: EventFilter) => void }) {
  const toggle = (type: ToldType) => {
    const types = new Set(filter.types);
    if (!types.delete(type)) types.add(type);
    onChange({ ...filter, types });
  };
  return (
    <div className="event-filters">
      <div className="actions">
        <Search label="Bot" value={filter.bot} onChange={(bot) => onChange({ ...filter, bot })} />
        <Search label="Symbol" value={filter.symbol} onChange={(symbol) => onChange({ ...filter, symbol })} />
        <Select
          label="Severity"
          value={filter.severity}
          options={SEVERITIES}
          onChange={(severity) => onChange({ ...filter, severity })}
        />
        <Button small kind="quiet" disabled={filter === EVERYTHING} onClick={() => onChange(EVERYTHING)}>
          Show everything
        </Button>
      </div>
      <div className="event-types" role="group" aria-label="Types">
        {TOLD_TYPES.map((type) => (
          <button key={type} type="button" aria-pressed={filter.types.has(type)} onClick={() => toggle(type)}>
            {nameOf(type)}
          </button>
        ))}
      </div>
    </div>
  );
}
