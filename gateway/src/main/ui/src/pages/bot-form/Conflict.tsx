import type { Bot } from '@/api/types';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { formOf, type BotForm } from '@/forms/model';

type Props = { mine: BotForm; theirs: Bot; onSettle: (take: 'mine' | 'theirs') => void };

/** Tells that somebody else was faster, and where the two differ. */
export function Conflict({ mine, theirs, onSettle }: Props) {
  const differing = differences(mine, formOf(theirs));
  return (
    <Notice
      tone="warning"
      action={
        <span className="actions">
          <Button onClick={() => onSettle('theirs')}>Take theirs</Button>
          <Button kind="danger" onClick={() => onSettle('mine')}>
            Keep mine, to save again
          </Button>
        </span>
      }
    >
      <p>
        Somebody changed {theirs.id} meanwhile; it has version {theirs.version} now. Nothing of yours has been saved.
      </p>
      <ul>
        {differing.map(({ field, mine: here, theirs: there }) => (
          <li key={field}>
            <code>{field}</code>: yours {here || 'empty'}, theirs {there || 'empty'}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Where two forms differ, by field. */
export function differences(mine: BotForm, theirs: BotForm): { field: string; mine: string; theirs: string }[] {
  const here = flat('', mine);
  const there = flat('', theirs);
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((field) => ({ field, mine: here.get(field) ?? '', theirs: there.get(field) ?? '' }))
    .filter((pair) => pair.mine !== pair.theirs);
}

function flat(prefix: string, value: object, into = new Map<string, string>()): Map<string, string> {
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    const field = prefix ? `${prefix}.${name}` : name;
    if (typeof part === 'object' && part !== null) flat(field, part, into);
    else into.set(field, String(part));
  }
  return into;
}
