import { useState } from 'react';
import { commandBots } from '@/api/bots';
import { useMay } from '@/app/session';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { useToast } from '@/components/toasts';
import { type TradingState, useLiveStore } from '@/live';
import { changeState, closePositions } from './actions';

type Deed = TradingState | 'close' | 'pause';

/** What can be done to an account, or to all: each deed with its own confirmation, so that none is done by the way. */
export function KillSwitch({ account, accounts, state }: {
  /** Undefined for all accounts. */
  account?: string;
  accounts: readonly string[];
  /** State of the account; undefined where accounts differ. */
  state: TradingState | undefined;
}) {
  const [deed, setDeed] = useState<Deed>();
  if (!useMay('operator')) return null;
  const subject = account ?? 'all accounts';
  return (
    <div className="actions" role="group" aria-label={`Trading of ${subject}`}>
      <Button kind="danger" small disabled={state === 'HALTED'} onClick={() => setDeed('HALTED')}>
        Halt {account ? '' : 'all'}
      </Button>
      <Button small disabled={state === 'REDUCING'} onClick={() => setDeed('REDUCING')}>
        Only reduce
      </Button>
      <Button small disabled={state === 'ACTIVE'} onClick={() => setDeed('ACTIVE')}>
        Activate
      </Button>
      <Button small kind="danger" onClick={() => setDeed('close')}>
        Close positions
      </Button>
      <Button small onClick={() => setDeed('pause')}>
        Pause bots
      </Button>
      {deed && <Deed deed={deed} account={account} accounts={accounts} onClose={() => setDeed(undefined)} />}
    </div>
  );
}

const TITLES: Readonly<Record<Deed, string>> = {
  HALTED: 'Halt',
  REDUCING: 'Only reduce',
  ACTIVE: 'Activate',
  close: 'Close all positions of',
  pause: 'Pause all bots of',
};

const CONSEQUENCES: Readonly<Record<Deed, string>> = {
  HALTED: 'No bot can send an order any more, not even to leave a position; people still can close positions. It holds, also over restarts, until somebody activates trading again.',
  REDUCING: 'Bots can only make positions smaller. It holds, also over restarts, until somebody activates trading again.',
  ACTIVE: 'Bots may trade again within the limits. What limits and breakers say can still be stricter.',
  close: 'Everything the bots hold is sold at the market. Their resting entries are withdrawn first. Bots that run may enter again.',
  pause: 'The bots keep their positions, stops and exits, and enter nothing until they are started again.',
};

function Deed({ deed, account, accounts, onClose }: {
  deed: Deed;
  account: string | undefined;
  accounts: readonly string[];
  onClose: () => void;
}) {
  const store = useLiveStore();
  const toast = useToast();
  const subject = account ?? 'all accounts';
  const perform = async (reason: string) => {
    if (deed === 'close') {
      let orders = 0;
      for (const name of account ? [account] : accounts) orders += await closePositions(name, reason);
      toast(orders ? `Selling ${orders} positions of ${subject}` : `${subject}: nothing is held`);
    } else if (deed === 'pause') {
      const bots = [...store.getState().bots.values()].filter((bot) => !account || bot.account === account);
      await commandBots(
        'pause',
        bots.map((bot) => bot.id),
      );
      toast(`${bots.length} bots of ${subject} are paused`);
    } else {
      await changeState(account, deed, reason);
      toast(`${subject}: ${deed}`);
    }
    store.reload('risk', 'bots', 'positions', 'orders');
  };
  return (
    <Confirm
      title={`${TITLES[deed]} ${subject}`}
      action={`${TITLES[deed]} ${subject}`}
      danger={deed !== 'ACTIVE' && deed !== 'pause'}
      word={account ?? 'all accounts'}
      reason={deed !== 'pause'}
      onConfirm={perform}
      onClose={onClose}
    >
      <p>{CONSEQUENCES[deed]}</p>
    </Confirm>
  );
}
