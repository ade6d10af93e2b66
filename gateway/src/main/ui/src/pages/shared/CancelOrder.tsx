import { useState } from 'react';
import { cancelOrder } from '@/api/bots';
import type { Order } from '@/api/types';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { useToast } from '@/components/toasts';

/** Withdraws an order, after a confirmation. It may have been filled meanwhile: the answer says how it ended. */
export function CancelOrder({ order }: { order: Order }) {
  const [asked, setAsked] = useState(false);
  const toast = useToast();
  const cancel = async () => {
    const { status } = await cancelOrder(order.orderId);
    toast(`The order is ${status.toLowerCase().replace('_', ' ')}`, status === 'FILLED' ? 'warning' : 'profit');
  };
  return (
    <>
      <Button small onClick={() => setAsked(true)}>
        Withdraw
      </Button>
      {asked && (
        <Confirm title="Withdraw the order?" action="Withdraw it" onConfirm={cancel} onClose={() => setAsked(false)}>
          {order.side.toLowerCase()} {order.quantity} {order.symbol}; what is filled until then stays.
        </Confirm>
      )}
    </>
  );
}
