/** The first step of the wizard: which product. */
import {
  Badge,
  makeStyles,
  shorthands,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client.ts';
import { useCatalog } from '../../api/queries.ts';
import { Page } from '../../parts/page.tsx';
import { Read } from '../../parts/read.tsx';
import { texts } from '../../texts.ts';

const useStyles = makeStyles({
  grid: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fill, minmax(16rem, 1fr))',
  },
  card: {
    height: '100%',
    boxSizing: 'border-box',
    display: 'grid',
    gridTemplateRows: 'auto auto 1fr',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { boxShadow: tokens.shadow8, ...shorthands.borderColor(tokens.colorBrandStroke1) },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  icon: {
    flexShrink: 0,
    display: 'grid',
    placeItems: 'center',
    width: '40px',
    height: '40px',
    fontSize: '22px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  title: { ...typographyStyles.subtitle2 },
  kinds: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  preview: { justifySelf: 'start', alignSelf: 'end' },
});

export function ProductsPage(): ReactNode {
  const styles = useStyles();
  const trail = [{ label: texts.nav.connectors, href: '/connectors' }];
  return (
    <Page title={texts.setup.choose} lead={texts.setup.chooseLead} trail={trail}>
      <Read query={useCatalog()}>
        {(products) => (
          <ul className={styles.grid}>
            {products.map((product) => (
              <li key={product.product}>
                <ProductCard product={product} />
              </li>
            ))}
          </ul>
        )}
      </Read>
    </Page>
  );
}

function ProductCard({ product }: { product: Schemas['Product'] }): ReactNode {
  const styles = useStyles();
  return (
    <Link href={`/connectors/new/${product.product}`} className={styles.card}>
      <span className={styles.head}>
        <ProductIcon kinds={product.kinds} />
        <span className={styles.title}>{product.title}</span>
      </span>
      <span className={styles.kinds}>
        {product.kinds.map((kind) => texts.kinds[kind]).join(' · ')}
      </span>
      {product.status === 'preview' && (
        <Badge appearance="outline" className={styles.preview}>
          {texts.setup.preview}
        </Badge>
      )}
    </Link>
  );
}

function ProductIcon({ kinds }: Pick<Schemas['Product'], 'kinds'>): ReactNode {
  const styles = useStyles();
  const Icon = kinds.includes('chat')
    ? ChatRegular
    : kinds.includes('voiceCall')
      ? CallRegular
      : PhoneRegular;
  return (
    <span className={styles.icon} aria-hidden>
      <Icon />
    </span>
  );
}
