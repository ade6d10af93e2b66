import { Link } from 'react-router';
import { get } from '@/api/client';
import type { PageOf, Schemas } from '@/api/types';
import { useLoad } from '@/api/useLoad';
import { Badge, type Tone } from '@/components/Badge';
import { Panel } from '@/components/Page';
import { Empty, Shown } from '@/components/states';
import { formatClock, formatDateTime } from '@/format';
import type { MeshEvent } from '@/live';
import { useReloadOn } from '@/pages/shared/useReloadOn';
import '@/pages/shared/shared.css';

type Notification = Schemas['Notification'];

const SHOWN = 8;
const TONES: Record<Notification['severity'], Tone> = { INFO: 'info', WARNING: 'warning', CRITICAL: 'loss' };
const matters = (event: MeshEvent) => event.type !== 'PriceUpdated' && event.severity !== 'INFO';

/** What people were last told that needs one of them. */
export function Alerts() {
  const told = useLoad(
    (signal) => get<PageOf<Notification>>('/notifications', { query: { severity: 'warning', limit: SHOWN }, signal }),
    [],
  );
  useReloadOn(matters, told.reload);
  return (
    <Panel title="Latest alerts" flush actions={<Link to="/notifications">All</Link>}>
      <Shown of={told} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing to worry about" />
          ) : (
            <ul className="list" aria-live="polite">
              {items.map((item) => (
                <li key={item.id}>
                  <time className="list-time" dateTime={item.time} title={formatDateTime(item.time)}>
                    {formatClock(item.time)}
                  </time>
                  <Badge tone={TONES[item.severity]}>{item.severity.toLowerCase()}</Badge>
                  <span className="list-text">{item.text}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}
