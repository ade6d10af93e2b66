import { Badge, type Tone } from '@/components/Badge';
import type { Order } from '@/api/types';

const TONES: Record<Order['status'], Tone> = {
  FILLED: 'profit',
  PARTIALLY_FILLED: 'info',
  PLACED: 'info',
  INTENDED: 'info',
  CANCELLED: 'neutral',
  EXPIRED: 'neutral',
  REFUSED: 'warning',
  REJECTED: 'loss',
};

/** The status of an order. */
export function OrderBadge({ status }: { status: Order['status'] }) {
  return <Badge tone={TONES[status]}>{status.toLowerCase().replace('_', ' ')}</Badge>;
}

/** Whether an order may still be filled, and so withdrawn. */
export function isOpen(status: Order['status']): boolean {
  return status === 'INTENDED' || status === 'PLACED' || status === 'PARTIALLY_FILLED';
}
