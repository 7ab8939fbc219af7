import {
  createDarkTheme,
  createLightTheme,
  type BrandVariants,
  type Theme,
} from '@fluentui/react-components';

const brand: BrandVariants = {
  10: '#00141d',
  20: '#01212f',
  30: '#022e41',
  40: '#043b54',
  50: '#064967',
  60: '#08577b',
  70: '#0a668f',
  80: '#0c75a4',
  90: '#2986b4',
  100: '#4597c2',
  110: '#60a8cf',
  120: '#7bb9db',
  130: '#96c9e6',
  140: '#b1d9f0',
  150: '#cde8f8',
  160: '#e9f6fd',
};

export const lightTheme: Theme = createLightTheme(brand);
export const darkTheme: Theme = {
  ...createDarkTheme(brand),
  // The darker shades that come by default fall short of 4.5:1 as text.
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorCompoundBrandForeground1: brand[120],
};
