/** What a product's connector does, what must be ready, and the name under which it is begun. */
import { Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { tagged, client, type Schemas } from '../../api/client.ts';
import { keys, useCatalog, useMayChange } from '../../api/queries.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Page } from '../../parts/page.tsx';
import { faultAt, ProblemBar } from '../../parts/problem-bar.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from '../../texts.ts';
import { NotFoundPage } from '../not-found-page.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalXS },
  form: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    justifyItems: 'start',
    maxWidth: '32rem',
  },
  wide: { width: '100%' },
  hint: {
    margin: 0,
    marginBlockEnd: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
  },
});

export function ProductPage({ id }: { id: string }): ReactNode {
  return (
    <Read query={useCatalog()}>
      {(products) => {
        const product = products.find((candidate) => candidate.product === id);
        return product ? <Product product={product} /> : <NotFoundPage />;
      }}
    </Read>
  );
}

function Product({ product }: { product: Schemas['Product'] }): ReactNode {
  const styles = useStyles();
  const trail = [
    { label: texts.nav.connectors, href: '/connectors' },
    { label: texts.setup.choose, href: '/connectors/new' },
  ];
  const { setup } = texts;
  return (
    <Page title={product.title} lead={setup.productLead} trail={trail}>
      <Section title={setup.about}>
        <Facts
          facts={[
            [setup.content, product.kinds.map((kind) => texts.kinds[kind]).join(', ')],
            [setup.folder, product.folder],
            [setup.rhythm, setup.rhythmText],
            [setup.size, setup.sizeRules[product.sizeRule]],
            [setup.consentLabel, product.consent ? setup.consentNeeded : setup.consentNotNeeded],
          ]}
        />
      </Section>
      <Section title={setup.prerequisites}>
        <p className={styles.hint}>{setup.prerequisitesHint}</p>
        <div className={styles.list}>
          {product.prerequisites.map(({ code, text }) => (
            <Checkbox key={code} label={text} />
          ))}
        </div>
      </Section>
      <Section title={setup.begin}>
        <Begin product={product} />
      </Section>
    </Page>
  );
}

function Begin({ product }: { product: Schemas['Product'] }): ReactNode {
  const styles = useStyles();
  const mayChange = useMayChange();
  const [name, setName] = useState(product.title);
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      tagged(client.POST('/connectors', { body: { product: product.product, name } })),
    onSuccess: (connector) => {
      queryClient.setQueryData(keys.connector(connector.data.id), connector);
      void queryClient.invalidateQueries({ queryKey: keys.connectors, exact: true });
      navigate(`/connectors/${connector.data.id}/setup`);
    },
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        // Enter in the only field sends the form, whatever its button does.
        if (mayChange) create.mutate();
      }}
    >
      <Field
        className={styles.wide}
        label={texts.setup.name}
        hint={texts.setup.nameHint}
        validationMessage={faultAt(create.error, 'name')}
        required
      >
        <Input
          value={name}
          maxLength={100}
          onChange={(_, { value }) => {
            setName(value);
          }}
        />
      </Field>
      <ProblemBar error={create.error} fields={['name']} />
      <ChangeButton type="submit" appearance="primary" busy={create.isPending}>
        {texts.setup.beginAction}
      </ChangeButton>
    </form>
  );
}
