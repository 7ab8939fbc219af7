import type { ReactNode } from 'react';
import { useConnectors, useMayChange } from '../../api/queries';
import { Empty } from '../../parts/empty';
import { Page } from '../../parts/page';
import { Read } from '../../parts/read';
import { texts } from '../../texts';

export function OverviewPage(): ReactNode {
  const mayChange = useMayChange();
  return (
    <Page title={texts.overview.title} lead={texts.overview.lead}>
      <Read query={useConnectors()}>
        {(connectors) =>
          connectors.length === 0 ? (
            <Empty
              title={texts.overview.empty}
              text={texts.overview.emptyText}
              {...(mayChange && {
                action: { label: texts.overview.add, href: '/connectors/new' },
              })}
            />
          ) : null
        }
      </Read>
    </Page>
  );
}
