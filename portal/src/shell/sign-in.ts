/** Addresses of the platform's authentication. */
export const SIGN_OUT = '/.auth/logout?post_logout_redirect_uri=/';

export function signInAddress(): string {
  const back = `${location.pathname}${location.search}`;
  return `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(back)}`;
}
