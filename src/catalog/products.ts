/** The products a connector can be set up for. Adding one is adding a row; nothing else in the code knows a product. */
import { z } from 'zod';

const Prerequisite = z.strictObject({
  code: z.string().regex(/^[a-z][A-Za-z]+$/),
  text: z.string().min(20),
});

export const Product = z
  .strictObject({
    product: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .describe('As the source calls it.'),
    title: z.string().min(1),
    folder: z
      .string()
      .min(1)
      .max(255)
      .describe(
        'Exact display name of the folder at the top of each mailbox; at most 255 characters in Exchange.',
      ),
    kinds: z.array(z.enum(['sms', 'mms', 'chat', 'voiceCall', 'callLog'])).min(1),
    source: z
      .enum(['record', 'email'])
      .describe('Whether the source lists structured records, or ready-made e-mails.'),
    sizeRule: z
      .enum(['attachment', 'attachmentOrItem'])
      .describe(
        'What is held against the size limit: each attachment, or after that the whole item too.',
      ),
    consent: z
      .boolean()
      .describe('Whether setting it up includes the consent of a tenant administrator.'),
    status: z.enum(['ga', 'preview']),
    region: z
      .string()
      .length(2)
      .optional()
      .describe(
        'ISO 3166 country in which numbers without a country code are read; none where users are anywhere.',
      ),
    prerequisites: z.array(Prerequisite).min(1),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;
type Prerequisite = z.infer<typeof Prerequisite>;

const COMMON: readonly Prerequisite[] = [
  {
    code: 'order',
    text: 'Order the archiver from TeleMessage and get an administrator account of your company there.',
  },
  {
    code: 'users',
    text: 'Register every user in TeleMessage with the same e-mail address as the Microsoft 365 account.',
  },
  {
    code: 'role',
    text: 'Hold the role Connector.Admin of this application while setting up the connector.',
  },
];
const CONSENT: Prerequisite = {
  code: 'consent',
  text: 'Have an administrator of the tenant at hand who can grant this application consent to import mail.',
};

function app(name: string): Prerequisite {
  return { code: 'app', text: `Install and activate the ${name} app on every captured phone.` };
}

function network(name: string): Prerequisite[] {
  return [
    {
      code: 'ownership',
      text: `Captured phones are owned and paid for by the company on the ${name} network; private phones cannot be captured.`,
    },
    {
      code: 'billing',
      text: `Know the ${name} account number and billing contact; TeleMessage asks for them when it connects the network.`,
    },
  ];
}

/**
 * The first five are described fully by their published set-up pages. Where a page contradicts itself, the folder name
 * and the table of contents of the product win over a single sentence.
 */
const DESCRIBED: readonly Product[] = [
  {
    product: 'android',
    title: 'Android Archiver',
    folder: 'Android Archiver',
    kinds: ['sms', 'mms', 'voiceCall', 'callLog'],
    source: 'record',
    sizeRule: 'attachment',
    consent: true,
    status: 'preview',
    prerequisites: [...COMMON, app('Android Archiver'), CONSENT],
  },
  {
    product: 'att-network',
    title: 'AT&T SMS/MMS Network',
    folder: 'AT&T SMS/MMS Network Archiver',
    kinds: ['sms', 'mms'],
    source: 'email',
    sizeRule: 'attachment',
    consent: true,
    status: 'ga',
    region: 'US',
    prerequisites: [...COMMON, ...network('AT&T'), CONSENT],
  },
  {
    product: 'o2-network',
    title: 'O2 Network',
    folder: 'O2 SMS and Voice Network Archiver',
    kinds: ['sms', 'voiceCall'],
    source: 'record',
    sizeRule: 'attachmentOrItem',
    consent: false,
    status: 'ga',
    region: 'GB',
    prerequisites: [...COMMON, ...network('O2')],
  },
  {
    product: 'starhub-network',
    title: 'StarHub Network Archiver',
    folder: 'StarHub SMS/MMS Network Archiver',
    kinds: ['voiceCall', 'sms', 'mms'],
    source: 'email',
    sizeRule: 'attachmentOrItem',
    consent: false,
    status: 'preview',
    region: 'SG',
    prerequisites: [...COMMON, app('Voice Call Archiver')],
  },
  {
    product: 'enterprise-number',
    title: 'Enterprise Number Archiver',
    folder: 'Enterprise Number Archiver',
    kinds: ['sms', 'mms', 'chat', 'voiceCall', 'callLog'],
    source: 'email',
    sizeRule: 'attachment',
    consent: true,
    status: 'ga',
    prerequisites: [...COMMON, app('Enterprise Number Archiver'), CONSENT],
  },
];

/**
 * Less is published about these. Decided: a consent step only where its page shows one, so that no set-up waits for a
 * permission nobody asks for; `ga` unless marked as a preview; the chat archivers share one size rule, the wider one,
 * although the page of the last does not state it.
 */
const FURTHER: readonly Product[] = [
  {
    product: 'bell-network',
    title: 'Bell Network',
    folder: 'Bell SMS/MMS Network Archiver',
    kinds: ['sms', 'mms'],
    source: 'record',
    sizeRule: 'attachmentOrItem',
    consent: false,
    status: 'ga',
    region: 'CA',
    prerequisites: [...COMMON, ...network('Bell')],
  },
  {
    product: 'telus-network',
    title: 'TELUS Network',
    folder: 'TELUS SMS Network Archiver',
    kinds: ['sms'],
    source: 'record',
    sizeRule: 'attachment',
    consent: true,
    status: 'preview',
    region: 'CA',
    prerequisites: [...COMMON, ...network('TELUS'), CONSENT],
  },
  {
    product: 'verizon-network',
    title: 'Verizon Network',
    folder: 'Verizon SMS/MMS Network Archiver',
    kinds: ['sms', 'mms'],
    source: 'record',
    sizeRule: 'attachmentOrItem',
    consent: false,
    status: 'ga',
    region: 'US',
    prerequisites: [...COMMON, ...network('Verizon')],
  },
  chatArchiver('signal', 'Signal', 'email'),
  chatArchiver('telegram', 'Telegram', 'email'),
  chatArchiver('whatsapp', 'WhatsApp', 'record'),
  chatArchiver('wechat', 'WeChat', 'email'),
];

function chatArchiver(product: string, name: string, source: Product['source']): Product {
  return {
    product,
    title: `${name} Archiver`,
    folder: `${name} Archiver`,
    kinds: ['chat', 'voiceCall', 'callLog'],
    source,
    sizeRule: 'attachmentOrItem',
    consent: false,
    status: 'ga',
    prerequisites: [...COMMON, app(`${name} Archiver`)],
  };
}

export const PRODUCTS: readonly Product[] = [...DESCRIBED, ...FURTHER];

export function findProduct(id: string): Product | undefined {
  return PRODUCTS.find(({ product }) => product === id);
}
