/** A new mapping: a file or pasted rows, tried first, taken only after the person has seen what it would change. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ApiError, client, tagged, type Schemas, type Tagged } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { ProblemBar } from '../../parts/problem-bar.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { texts } from '../../texts.ts';
import { MappingInput, type MappingSource } from './mapping-input.tsx';
import { MappingReportView } from './mapping-report.tsx';

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  apply: { justifySelf: 'start' },
});

type Report = Schemas['MappingReport'];
type Connector = Tagged<Schemas['Connector']>;

export function MappingUpload({ connector }: { connector: Schemas['Connector'] }): ReactNode {
  const styles = useStyles();
  const words = texts.mapping;
  const { done } = useToasts();
  const [source, setSource] = useState<MappingSource>();
  const tryOut = useUpload(connector.id, true);
  const apply = useUpload(connector.id, false);
  const choose = (next: MappingSource | undefined): void => {
    apply.reset();
    tryOut.reset();
    setSource(next);
    if (next) tryOut.mutate(next.content);
  };
  const use = (): void => {
    if (!source) return;
    apply.mutate(source.content, {
      onSuccess: ({ data }) => {
        setSource(undefined);
        tryOut.reset();
        done(words.applied(data.version));
      },
    });
  };
  const refused = refusedReport(tryOut.error);
  const report = tryOut.data?.data ?? refused;
  return (
    <div className={styles.all}>
      <MappingInput source={source} busy={tryOut.isPending} onSource={choose} />
      {report ? (
        <MappingReportView key={source?.name} id={connector.id} report={report} />
      ) : (
        <ProblemBar error={tryOut.error} />
      )}
      <ProblemBar error={apply.error} />
      {tryOut.data && (
        <ChangeButton
          appearance="primary"
          className={styles.apply}
          busy={apply.isPending}
          onClick={use}
        >
          {words.apply(tryOut.data.data.version)}
        </ChangeButton>
      )}
    </div>
  );
}

function useUpload(id: string, dryRun: boolean) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (content: Blob) =>
      tagged(
        client.PUT('/connectors/{id}/mapping', {
          params: {
            path: { id },
            query: { dryRun: dryRun ? 'true' : 'false' },
            header: {
              'If-Match': queryClient.getQueryData<Connector>(keys.connector(id))?.etag ?? '*',
            },
          },
          headers: { 'content-type': 'text/csv' },
          // As it is: the other side knows encodings.
          body: content as unknown as string,
          bodySerializer: (body: unknown) => body as Blob,
        }),
      ),
    onSuccess: () =>
      dryRun ? undefined : queryClient.invalidateQueries({ queryKey: keys.connector(id) }),
  });
}

/** A refusal is a report too: it has every bad row. */
function refusedReport(error: unknown): Report | undefined {
  if (!(error instanceof ApiError) || error.code !== 'mapping_refused') return undefined;
  return error.members as unknown as Report;
}
