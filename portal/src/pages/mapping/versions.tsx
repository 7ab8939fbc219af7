import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { bodyOf, client, type Schemas, type Tagged } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Read } from '../../parts/read.tsx';
import { Time } from '../../parts/time.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { formatNumber } from '../../format.ts';
import { texts } from '../../texts.ts';

type Version = Schemas['MappingVersion'];

const words = texts.mapping;
const PAGE = 50;

const useStyles = makeStyles({
  actions: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

export function Versions({ connector: { id } }: { connector: Schemas['Connector'] }): ReactNode {
  const versions = useInfiniteQuery({
    queryKey: keys.versions(id),
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) };
      const params = { path: { id }, query };
      return bodyOf(client.GET('/connectors/{id}/mapping-versions', { signal, params }));
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <Read query={versions}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0) return words.noVersions;
        const more = (): void => void versions.fetchNextPage();
        return (
          <DataTable
            label={words.versions}
            columns={columnsOf(id)}
            rows={rows}
            keyOf={({ version }) => String(version)}
            onMore={versions.hasNextPage ? more : undefined}
          />
        );
      }}
    </Read>
  );
}

function columnsOf(id: string): Column<Version>[] {
  return [
    {
      title: words.version,
      cell: ({ version, live }) => (
        <>
          {formatNumber(version)} {live && <Badge color="success">{words.live}</Badge>}
        </>
      ),
    },
    { title: words.when, cell: ({ uploadedAt }) => <Time at={uploadedAt} /> },
    {
      title: words.who,
      cell: ({ uploadedBy, restoredFrom }) =>
        restoredFrom === null ? uploadedBy : words.restoredBy(uploadedBy, restoredFrom),
    },
    { title: words.rows, cell: ({ rows }) => formatNumber(rows), isNumber: true },
    {
      title: words.difference,
      cell: ({ added, changed, removed }) => words.differenceOf(added, changed, removed),
    },
    { title: words.actions, cell: (row) => <VersionActions id={id} row={row} /> },
  ];
}

function VersionActions({ id, row: { version, live } }: { id: string; row: Version }): ReactNode {
  const styles = useStyles();
  const restore = useRestore(id);
  return (
    <span className={styles.actions}>
      <Link
        href={`/api/connectors/${id}/mapping-versions/${String(version)}`}
        download
        aria-label={words.downloadVersion(version)}
      >
        {texts.common.download}
      </Link>
      {!live && (
        <ChangeButton
          size="small"
          busy={restore.isPending}
          aria-label={words.restoreVersion(version)}
          onClick={() => {
            restore.mutate(version);
          }}
        >
          {words.restore}
        </ChangeButton>
      )}
    </span>
  );
}

function useRestore(id: string) {
  const queryClient = useQueryClient();
  const { done, failed } = useToasts();
  return useMutation({
    mutationFn: (version: number) => {
      const etag = queryClient.getQueryData<Tagged<unknown>>(keys.connector(id))?.etag ?? '*';
      const params = { path: { id, version: String(version) }, header: { 'If-Match': etag } };
      return bodyOf(client.POST('/connectors/{id}/mapping-versions/{version}/restore', { params }));
    },
    onSuccess: ({ version }) => {
      done(words.applied(version));
    },
    onError: failed,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.connector(id) }),
  });
}
