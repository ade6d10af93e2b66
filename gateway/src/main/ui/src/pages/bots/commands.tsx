import { useState } from 'react';
import { commandBots, deleteBots, type BotCommand } from '@/api/bots';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { useToast } from '@/components/toasts';

type Deed = BotCommand | 'delete';

const WORDS: Record<Deed, { action: string; done: string; what: string }> = {
  start: { action: 'Start', done: 'started', what: 'evaluate each closed candle and trade again.' },
  pause: { action: 'Pause', done: 'paused', what: 'keep positions, stops and exits, and enter nothing.' },
  stop: { action: 'Stop', done: 'stopped', what: 'withdraw open orders and watch nothing any more, positions neither.' },
  delete: { action: 'Delete', done: 'deleted', what: 'be gone for good. Those that hold a position or have an order stay.' },
};

/** From how many bots on a word has to be typed before they are stopped or deleted. */
const MANY = 20;

type Props = { ids: readonly string[]; deeds?: readonly Deed[]; small?: boolean; onDone?: (deed: Deed) => void };

/** Buttons that do something with bots, each after a confirmation that says what it means. */
export function BotCommands({ ids, deeds = ['start', 'pause', 'stop', 'delete'], small, onDone }: Props) {
  const [asked, setAsked] = useState<Deed>();
  const toast = useToast();
  const name = ids.length === 1 ? (ids[0] ?? '') : `${ids.length} bots`;

  const run = async (deed: Deed) => {
    await (deed === 'delete' ? deleteBots(ids) : commandBots(deed, ids));
    toast(`${name} ${WORDS[deed].done}`);
    onDone?.(deed);
  };

  return (
    <>
      {deeds.map((deed) => (
        <Button
          key={deed}
          kind={deed === 'delete' ? 'danger' : 'secondary'}
          small={small ?? false}
          disabled={ids.length === 0}
          onClick={() => setAsked(deed)}
        >
          {WORDS[deed].action}
        </Button>
      ))}
      {asked && (
        <Confirm
          title={`${WORDS[asked].action} ${name}?`}
          action={`${WORDS[asked].action} ${name}`}
          danger={asked === 'delete' || asked === 'stop'}
          {...(ids.length >= MANY && (asked === 'delete' || asked === 'stop') ? { word: asked } : {})}
          onConfirm={() => run(asked)}
          onClose={() => setAsked(undefined)}
        >
          {ids.length === 1 ? 'It will ' : 'They will '}
          {WORDS[asked].what}
          {ids.length > 1 && <p className="muted confirm-names">{ids.slice(0, 8).join(', ') + (ids.length > 8 ? ' …' : '')}</p>}
        </Confirm>
      )}
    </>
  );
}
