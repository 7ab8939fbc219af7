import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findProduct, Product, PRODUCTS } from '../../../src/catalog/products.ts';

const SOURCE = join(__dirname, '../../../src');

/** The products as they are specified. */
const SEEDS = [
  [
    'android',
    'Android Archiver',
    'Android Archiver',
    'record',
    'attachment',
    true,
    'preview',
    undefined,
  ],
  [
    'att-network',
    'AT&T SMS/MMS Network',
    'AT&T SMS/MMS Network Archiver',
    'email',
    'attachment',
    true,
    'ga',
    'US',
  ],
  [
    'o2-network',
    'O2 Network',
    'O2 SMS and Voice Network Archiver',
    'record',
    'attachmentOrItem',
    false,
    'ga',
    'GB',
  ],
  [
    'starhub-network',
    'StarHub Network Archiver',
    'StarHub SMS/MMS Network Archiver',
    'email',
    'attachmentOrItem',
    false,
    'preview',
    'SG',
  ],
  [
    'enterprise-number',
    'Enterprise Number Archiver',
    'Enterprise Number Archiver',
    'email',
    'attachment',
    true,
    'ga',
    undefined,
  ],
] as const;

describe('catalog/products', () => {
  it.each(SEEDS)('describes %s as specified', (...row) => {
    const found = findProduct(row[0]);
    expect(
      found && [
        found.product,
        found.title,
        found.folder,
        found.source,
        found.sizeRule,
        found.consent,
        found.status,
        found.region,
      ],
    ).toEqual(row);
  });

  it.each(PRODUCTS)('has a complete row for $product', (row) => {
    expect(Product.safeParse(row).error).toBeUndefined();
    const asksForConsent = row.prerequisites.some(({ code }) => code === 'consent');
    expect(asksForConsent).toBe(row.consent);
  });

  it('names exactly the products the source knows, each once', () => {
    expect(PRODUCTS.map(({ product }) => product)).toEqual([
      'android',
      'att-network',
      'o2-network',
      'starhub-network',
      'enterprise-number',
      'bell-network',
      'telus-network',
      'verizon-network',
      'signal',
      'telegram',
      'whatsapp',
      'wechat',
    ]);
    expect(new Set(PRODUCTS.map(({ folder }) => folder)).size).toBe(PRODUCTS.length);
  });

  it('finds nothing under an unknown id', () => {
    expect(findProduct('constructor')).toBeUndefined();
  });

  it('is the only file of the app that names a product', () => {
    const words = PRODUCTS.flatMap(({ product, title, folder }) => [`'${product}'`, title, folder]);
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && file !== join('catalog', 'products.ts'),
    );
    const named = files.filter((file) => {
      const text = readFileSync(join(SOURCE, file), 'utf8');
      return words.some((word) => text.includes(word));
    });
    expect(files.length).toBeGreaterThan(10);
    expect(named).toEqual([]);
  });
});
