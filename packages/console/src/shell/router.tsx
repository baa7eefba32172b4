import { createBrowserRouter, Outlet, redirect } from 'react-router';
import { ErrorPage } from './error-page.tsx';
import { LoadingPage } from './loading-page.tsx';
import { NavigationBar } from './navigation-bar.tsx';
import { NotFoundPage } from './not-found-page.tsx';

function Root() {
  return (
    <>
      <NavigationBar />
      <Outlet />
    </>
  );
}

/** The routes; each page is loaded on its first visit. */
export const router = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: ErrorPage,
    HydrateFallback: LoadingPage,
    children: [
      { path: '/settings/*', lazy: () => import('../settings/settings-route.tsx') },
      { path: '/operator/*', lazy: () => import('./operator-route.tsx') },
      { path: '/widget', loader: () => redirect('/widget/en/') },
      { path: '/widget/:locale', lazy: () => import('../widget-demo/widget-demo-route.tsx') },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
