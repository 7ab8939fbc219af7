import { ENGLISH } from './dialogues-english.ts';

/** What a country's phones write in, beside English. The notation is that of the English dialogues. */
const GERMAN = [
  [
    'Guten Morgen, ist die Lieferung {n} schon raus?',
    'Ja, seit {t} Uhr unterwegs. Fahrer meldet Stau vor Köln',
    'Bitte dem Kunden Bescheid geben, der wird sonst nervös',
    'Schon erledigt. Er lässt schön grüßen',
    'Danke, Sie sind ein Schatz!',
  ],
  [
    'Können wir den Preis von {m} bis Freitag halten?',
    'Höchstens bis Donnerstag, danach muss ich neu rechnen',
    'Gut. Dann bitte schriftlich, mit Skonto',
    '+und ohne Frachtzuschlag, so war es besprochen',
    'Einverstanden. Größere Mengen prüfe ich gesondert.',
    'Mach’s gut, bis {t}',
  ],
  [
    'Schatz, bringst du Brötchen mit? 🥐',
    'Mohn oder Sesam?',
    'Überrasch mich',
    'Mutig. Bis gleich ❤️',
  ],
] as const;

const HEBREW = [
  [
    'בוקר טוב! הפגישה ב-{t} עדיין בתוקף?',
    'כן, רק שנעבור לזום',
    'מעולה. תשלחי קישור בבקשה',
    'נשלח. צירפתי גם את חוזה {n}',
    'תודה רבה 🙏',
  ],
  [
    'אישרת את ההצעה של Meridian על סך {m}?',
    'עוד לא, מחכה לתשובה מהמשפטית',
    'הם לוחצים לקבל תשובה עד {t}',
    '+אומרים שיש קונה אחר',
    'תמיד יש קונה אחר 😅',
    'צודק. אז מחכים.',
  ],
  ['שבת שלום לכולם!', 'שבת שלום ומבורך', 'נדבר ביום ראשון ב-{t}'],
] as const;

const ARABIC = [
  [
    'صباح الخير، هل وصلت الشحنة رقم {n}؟',
    'صباح النور. نعم وصلت الساعة {t}',
    'ممتاز. أرسل لي صورة من بوليصة الشحن',
    'حاضر، خلال دقائق إن شاء الله',
    'شكراً جزيلاً 🌹',
  ],
  [
    'هل السعر {m} نهائي؟',
    'نعم، شامل التوصيل إلى المستودع',
    'طيب، أكلم المدير وأرد عليك',
    'تمام، بانتظارك',
  ],
] as const;

const JAPANESE = [
  [
    'お疲れ様です。{t}の打ち合わせですが、10分遅れそうです。',
    '承知しました。お気をつけてお越しください。',
    '申し訳ありません。資料{n}は先に共有しておきます。',
    'ありがとうございます。拝見しました。',
    '+3ページ目の数字だけ後で確認させてください。',
    'かしこまりました🙇',
  ],
  [
    '見積書の金額は{m}でよろしいでしょうか。',
    'はい、税抜きでその金額です。',
    'では社内で承認を取ります。',
    'よろしくお願いいたします。',
  ],
  ['今日のランチ、カレーどう?🍛', 'いいね!{t}に1階で', '了解〜'],
] as const;

const PORTUGUESE = [
  [
    'Bom dia! O contrato {n} já foi assinado?',
    'Ainda não, falta a assinatura do diretor financeiro',
    'Ele só volta às {t}…',
    'Então mando a versão final por e-mail até lá',
    'Combinado, obrigada! 🙏',
  ],
  [
    'Conseguiu baixar o preço pra {m}?',
    'Consegui, mas só com pagamento à vista',
    'Ótimo, fecha!',
    '+E pede pra não atrasar a entrega dessa vez 😬',
    'Pode deixar. Abração',
  ],
  ['Feijoada hoje?', 'Sempre! {t} no lugar de sempre', 'Já tô com fome 😋'],
] as const;

const CHINESE = [
  [
    '早上好,{t}的会议还开吗?',
    '开的,不过改到三号会议室了',
    '好的。合同{n}我已经打印了',
    '辛苦了!客户大概十分钟后到',
    '收到👌',
  ],
  ['报价{m}客户同意了吗?', '同意了,但是要求月底前交货', '仓库那边说没问题', '太好了,马上安排'],
  ['晚上一起吃火锅?🍲', '走起!{t}地铁站见', '别忘了叫上小陈'],
] as const;

const FRENCH = [
  [
    'Bonjour, le dossier {n} est-il prêt ?',
    'Presque, il manque l’accord de la comptabilité',
    'Ils l’ont donné à {t}, regarde tes courriels',
    'Ah oui, désolée ! J’envoie tout de suite',
    'Merci, à tantôt',
  ],
] as const;

const BY_COUNTRY: Readonly<Record<string, readonly (readonly string[])[]>> = {
  DE: [...GERMAN, ...GERMAN, ...ENGLISH.slice(0, 2)],
  IL: [...HEBREW, ...HEBREW, ...ENGLISH.slice(2, 4)],
  AE: [...ARABIC, ...ENGLISH.slice(1, 2)],
  JP: JAPANESE,
  BR: PORTUGUESE,
  CN: CHINESE,
  FR: FRENCH,
  SG: [...ENGLISH, ...CHINESE],
};

export function dialoguesOf(country: string): readonly (readonly string[])[] {
  return BY_COUNTRY[country] ?? ENGLISH;
}

/** What stands beside a picture. */
export const CAPTIONS = [
  'View from the new office 🌇',
  'Is this the right pallet?',
  'So sieht das jetzt aus 😳',
  'תראי מה מצאתי',
  '現場の写真です',
  'Olha isso 😍',
  '👩🏽‍🚀👨‍👩‍👧‍👦 team photo!',
  'صورة من الموقع',
  '货到了',
  'Whiteboard before anybody wipes it',
] as const;

export const GROUP_NAMES = [
  'Desk London 🇬🇧',
  'צוות מכירות',
  'Lunch club',
  '東京チーム',
  'Projekt Süd',
  'Família Tidewater',
] as const;
