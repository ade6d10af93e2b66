import { useMemo, useState } from 'react';
import { change } from '@/api/client';
import type { Schemas } from '@/api/types';
import { usePages } from '@/api/usePages';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { DataTable } from '@/components/DataTable';
import { PagesPanel } from '@/components/PagesPanel';
import { byText, type Column } from '@/components/tableParts';
import { useToast } from '@/components/toasts';
import { formatDateTime } from '@/format';
import { NewToken } from './NewToken';

type Token = Schemas['Token'];

const COLUMNS: readonly Column<Token>[] = [
  { id: 'name', title: 'Name', width: 'minmax(160px, 1fr)', pin: 'start', compare: byText((token) => token.name), cell: (token) => token.name },
  { id: 'role', title: 'Role', width: '104px', cell: (token) => <Badge tone={token.role === 'viewer' ? 'neutral' : 'info'}>{token.role}</Badge> },
  { id: 'created', title: 'Created', width: '184px', compare: byText((token) => token.createdAt), cell: (token) => formatDateTime(token.createdAt) },
  { id: 'used', title: 'Last used', width: '184px', compare: byText((token) => token.lastUsedAt ?? ''), cell: (token) => formatDateTime(token.lastUsedAt) },
  { id: 'expires', title: 'Expires', width: '184px', cell: (token) => (token.expiresAt === null ? 'never' : formatDateTime(token.expiresAt)) },
];

/** Who may come in: tokens are made here, shown once, and revoked. */
export function Tokens() {
  const tokens = usePages<Token>('/tokens', {});
  const [making, setMaking] = useState(false);
  const { reload } = tokens;
  const columns = useMemo<readonly Column<Token>[]>(
    () => [
      ...COLUMNS,
      { id: 'revoke', title: '', width: '104px', pin: 'end', cell: (token) => <Revoke token={token} onDone={reload} /> },
    ],
    [reload],
  );
  return (
    <>
      <PagesPanel title="Tokens" actions={<Button onClick={() => setMaking(true)}>New token</Button>} pages={tokens}>
        {(items) => (
          <DataTable label="Tokens" rows={items} columns={columns} keyOf={(token) => token.id} empty="There are no tokens" />
        )}
      </PagesPanel>
      {making && (
        <NewToken
          onClose={() => {
            setMaking(false);
            reload();
          }}
        />
      )}
    </>
  );
}

function Revoke({ token, onDone }: { token: Token; onDone: () => void }) {
  const [asked, setAsked] = useState(false);
  const toast = useToast();
  const revoke = async () => {
    await change('DELETE', `/tokens/${encodeURIComponent(token.id)}`);
    toast(`${token.name} was revoked`);
    onDone();
  };
  return (
    <>
      <Button small kind="danger" onClick={() => setAsked(true)}>
        Revoke
      </Button>
      {asked && (
        <Confirm title={`Revoke ${token.name}?`} action="Revoke it" danger onConfirm={revoke} onClose={() => setAsked(false)}>
          Programs and browsers that use it are signed out within seconds. It cannot be taken back.
        </Confirm>
      )}
    </>
  );
}
