import { useState } from 'react';
import { closePosition } from '@/api/bots';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { useToast } from '@/components/toasts';
import type { PositionView } from '@/live';
import { LiveProfit, quoteOf } from './LiveProfit';

/** Sells what a bot holds, after a confirmation with what that is worth now. */
export function ClosePosition({ position }: { position: PositionView }) {
  const [asked, setAsked] = useState(false);
  const toast = useToast();
  const { bot, symbol, quantity } = position;
  const close = async (reason: string) => {
    await closePosition(bot, reason);
    toast(`The position of ${bot} is being closed`);
  };
  return (
    <>
      <Button small kind="danger" onClick={() => setAsked(true)}>
        Close
      </Button>
      {asked && (
        <Confirm
          title={`Close the position of ${bot}?`}
          action="Sell at the market"
          danger
          reason="optional"
          onConfirm={close}
          onClose={() => setAsked(false)}
        >
          {quantity} {symbol} will be sold at the market. Open profit now:{' '}
          <LiveProfit bot={bot} currency={quoteOf(symbol)} />. The bot goes on and may enter again; pause it if it should not.
        </Confirm>
      )}
    </>
  );
}
